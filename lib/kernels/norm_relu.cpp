#include "kernels/norm_relu.hpp"

#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/modules/batchnorm.h>

#include "core/error.hpp"
#include "kernels/norm_statistics.hpp"
#include "kernels/row_chunks.hpp"
#include "kernels/ways.hpp"

namespace mixup::kernels {
namespace {

using torch::autograd::AutogradContext, torch::autograd::Variable, torch::autograd::variable_list;

/// What the loops read, repeated up to the period.
struct Repeated {
  Values mean, scale, shift;

  Repeated(Rows const& rows, at::Tensor const& statistics, at::Tensor const& weight, at::Tensor const& bias) {
    auto const* m = statistics.data_ptr<float>();
    auto const* w = weight.data_ptr<float>();
    Values scales(static_cast<size_t>(rows.channels));
    for (int64_t c = 0; c < rows.channels; ++c) scales[c] = m[rows.channels + c] * w[c];
    mean = repeated(m, rows.channels, rows.period);
    scale = repeated(scales.data(), rows.channels, rows.period);
    shift = repeated(bias.data_ptr<float>(), rows.channels, rows.period);
  }
  Affine relu() const { return {mean.data(), scale.data(), shift.data(), 0}; }
};

struct NormRelu : torch::autograd::Function<NormRelu> {
  static variable_list forward(AutogradContext* context, Variable x, Variable weight, Variable bias,
                               NormSettings const& settings) {
    Rows const rows(x);
    auto const stats = norm_statistics(x, settings);
    Repeated const channels(rows, stats, weight, bias);
    auto active = at::empty_like(x);
    by_type(x, [&](auto kind) {
      using T = decltype(kind);
      in_chunks(rows, [&](int64_t, int64_t at, int64_t count) {
        normalise(data<T>(x) + at, count, rows.period, channels.relu(), data<T>(active) + at);
      });
    });
    context->save_for_backward({x, weight, bias, stats});
    context->saved_data["training"] = settings.training;
    context->set_materialize_grads(false);
    return {active, x};
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    if (at::GradMode::is_enabled())
      throw error(Exit::usage, "norm_relu: a gradient of a gradient was asked for, allowed with --kernels torch alone");
    auto const saved = context->get_saved_variables();
    auto const &x = saved[0], &weight = saved[1], &stats = saved[3];
    if (!gradients[0].defined()) return {gradients[1], {}, {}, {}};
    auto const like_x = [&](at::Tensor const& g) {
      return g.defined() ? g.to(x.scalar_type()).contiguous(at::MemoryFormat::ChannelsLast) : g;
    };
    auto const dy = like_x(gradients[0]), through = like_x(gradients[1]);
    Rows const rows(x);
    Repeated const channels(rows, stats, weight, saved[2]);
    auto dx = at::empty_like(x), dweight = at::empty_like(weight), dbias = at::empty_like(weight);
    by_type(x, [&](auto kind) {
      using T = decltype(kind);
      auto const sums = two_sums(rows, [&](int64_t at, int64_t count, float* sum, float* product) {
        add_gradient_moments(data<T>(x) + at, data<T>(dy) + at, count, rows.period, channels.relu(), sum, product);
      });
      Values a(static_cast<size_t>(rows.channels)), b(a.size());
      bool const training = context->saved_data["training"].toBool();
      for (size_t c = 0; c < a.size(); ++c) {
        double const inverse = stats.data_ptr<float>()[a.size() + c];
        dbias.data_ptr<float>()[c] = static_cast<float>(sums.first[c]);
        dweight.data_ptr<float>()[c] = static_cast<float>(sums.second[c] * inverse);
        if (!training) continue;  // running statistics do not depend on x
        a[c] = static_cast<float>(sums.first[c] / rows.per_channel());
        b[c] = static_cast<float>(sums.second[c] / rows.per_channel() * inverse * inverse);
      }
      auto const as = repeated(a.data(), rows.channels, rows.period),
                 bs = repeated(b.data(), rows.channels, rows.period);
      in_chunks(rows, [&](int64_t, int64_t at, int64_t count) {
        normalise_backward(data<T>(x) + at, data<T>(dy) + at, through.defined() ? data<T>(through) + at : nullptr,
                           count, rows.period, channels.relu(), as.data(), bs.data(), data<T>(dx) + at);
      });
    });
    return {dx, dweight, dbias, {}};
  }
};

bool fits(torch::nn::BatchNorm2dImpl const& norm, at::Tensor const& x) {
  auto const& options = norm.options;
  return Using::now().norm && x.device().is_cpu() && x.dim() == 4 && x.numel() > 0 &&
         (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16) &&
         x.is_contiguous(at::MemoryFormat::ChannelsLast) && options.affine() && options.track_running_stats() &&
         options.momentum().has_value() && norm.weight.scalar_type() == at::kFloat &&
         x.numel() > x.size(1);  // torch's own error where one value per channel has no variance
}

}  // namespace

Normed norm_relu(torch::nn::BatchNorm2dImpl& norm, at::Tensor const& x) {
  if (!fits(norm, x)) return {norm.forward(x).relu_(), x};
  bool const training = norm.is_training();
  if (training) norm.num_batches_tracked.add_(1);
  auto const out = NormRelu::apply(
      x, norm.weight, norm.bias,
      NormSettings{norm.running_mean, norm.running_var, training, norm.options.momentum().value(), norm.options.eps()});
  return {out[0], out[1]};
}

}  // namespace mixup::kernels
