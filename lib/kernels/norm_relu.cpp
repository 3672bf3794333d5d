#include "kernels/norm_relu.hpp"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/modules/batchnorm.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "kernels/norm_rows.hpp"
#include "kernels/ways.hpp"

namespace mixup::kernels {
namespace {

using torch::autograd::AutogradContext, torch::autograd::Variable, torch::autograd::variable_list;

/// Elements whose sums are taken in float before they are added in double: a few hundred kilobytes of a cache. Fixed,
/// so that sums do not depend on the number of threads.
constexpr int64_t kChunk = 1 << 16;

/// An activation as rows of channels.
struct Rows {
  int64_t channels, count, period, chunk, chunks;  // count: elements; chunk: elements, a multiple of the period

  explicit Rows(at::Tensor const& x) : channels(x.size(1)), count(x.numel()), period(period_of(channels)) {
    chunk = std::max<int64_t>(1, kChunk / period) * period;
    chunks = (count + chunk - 1) / chunk;
  }
  double per_channel() const { return static_cast<double>(count) / static_cast<double>(channels); }
};

template <class Body>
void in_chunks(Rows const& rows, Body const& body) {  // body(number of the chunk, first element, elements)
  at::parallel_for(0, rows.chunks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) body(i, i * rows.chunk, std::min(rows.chunk, rows.count - i * rows.chunk));
  });
}

using Totals = std::vector<double>;  // one per channel

/// Two sums per channel: add(first element, elements, first sums [period], second sums [period]) for every chunk.
template <class Add>
std::pair<Totals, Totals> two_sums(Rows const& rows, Add const& add) {
  auto const period = static_cast<size_t>(rows.period);
  Values sums(2 * period * static_cast<size_t>(rows.chunks));
  in_chunks(rows, [&](int64_t i, int64_t first, int64_t count) {
    auto* const mine = sums.data() + 2 * rows.period * i;
    add(first, count, mine, mine + rows.period);
  });
  std::pair<Totals, Totals> out{Totals(rows.channels), Totals(rows.channels)};
  for (size_t at = 0; at < sums.size(); at += 2 * period)
    for (size_t i = 0; i < period; ++i) {
      out.first[i % out.first.size()] += static_cast<double>(sums[at + i]);
      out.second[i % out.first.size()] += static_cast<double>(sums[at + period + i]);
    }
  return out;
}

/// bfloat16 of LibTorch and of the loops: the same 16 bits.
template <class Body>
void by_type(at::Tensor const& x, Body const& body) {
  if (x.scalar_type() == at::kFloat)
    body(float{});
  else
    body(Bf16{});
}

template <class T>
T* data(at::Tensor const& x) {
  return static_cast<T*>(x.data_ptr());
}

/// Mean and variance (biased) of each channel. Deviations are taken from the first row, so that a mean far from zero
/// costs no digits.
std::pair<Totals, Totals> moments(Rows const& rows, at::Tensor const& x) {
  Values first(static_cast<size_t>(rows.channels));
  std::pair<Totals, Totals> out;
  by_type(x, [&](auto kind) {
    auto const* in = data<decltype(kind)>(x);
    for (size_t c = 0; c < first.size(); ++c) first[c] = widen(in[c]);
    auto const from = repeated(first.data(), rows.channels, rows.period);
    out = two_sums(rows, [&](int64_t at, int64_t count, float* sum, float* square) {
      add_moments(in + at, count, rows.period, from.data(), sum, square);
    });
  });
  for (size_t c = 0; c < first.size(); ++c) {
    double const offset = out.first[c] / rows.per_channel();
    out.first[c] = static_cast<double>(first[c]) + offset;
    out.second[c] = std::max(0.0, out.second[c] / rows.per_channel() - offset * offset);
  }
  return out;
}

/// running = (1 - momentum) * running + momentum * value, as torch does.
void move(at::Tensor const& running, Totals const& values, double momentum, double factor) {
  auto* const out = running.data_ptr<float>();
  for (size_t c = 0; c < values.size(); ++c)
    out[c] = static_cast<float>((1 - momentum) * static_cast<double>(out[c]) + momentum * factor * values[c]);
}

struct Settings {
  at::Tensor running_mean, running_var;
  bool training;
  double momentum, eps;
};

/// Mean, 1 / sqrt(var + eps): float [2, C].
at::Tensor statistics(at::Tensor const& x, Settings const& s) {
  Rows const rows(x);
  auto out = at::empty({2, rows.channels}, at::kFloat);
  auto* const mean = out.data_ptr<float>();
  Totals means(rows.channels), variances(rows.channels);
  if (s.training) {
    std::tie(means, variances) = moments(rows, x);
    move(s.running_mean, means, s.momentum, 1);
    move(s.running_var, variances, s.momentum, rows.per_channel() / (rows.per_channel() - 1));
  } else {
    std::copy_n(s.running_mean.data_ptr<float>(), rows.channels, means.begin());
    std::copy_n(s.running_var.data_ptr<float>(), rows.channels, variances.begin());
  }
  for (int64_t c = 0; c < rows.channels; ++c) {
    mean[c] = static_cast<float>(means[c]);
    mean[rows.channels + c] = static_cast<float>(1 / std::sqrt(variances[c] + s.eps));
  }
  return out;
}

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
                               Settings const& settings) {
    Rows const rows(x);
    auto const stats = statistics(x, settings);
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
      Settings{norm.running_mean, norm.running_var, training, norm.options.momentum().value(), norm.options.eps()});
  return {out[0], out[1]};
}

}  // namespace mixup::kernels
