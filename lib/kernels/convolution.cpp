#include "kernels/convolution.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/modules/conv.h>

#include <variant>

#include "core/error.hpp"
#include "kernels/convolution_rows.hpp"
#include "kernels/ways.hpp"

namespace mixup::kernels {
namespace {

using torch::autograd::AutogradContext, torch::autograd::Variable, torch::autograd::variable_list;

Convolution shape_of(at::Tensor const& x, at::Tensor const& weight, int64_t stride) {
  return {x.size(0), x.size(1), weight.size(0), x.size(2), x.size(3), weight.size(2), stride, weight.size(2) / 2};
}

at::Tensor channels_last(at::Tensor const& x) { return x.to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast); }

/// Uninitialised, [B, C, H, W] stored channels last.
at::Tensor images(int64_t batch, int64_t channels, int64_t height, int64_t width, at::ScalarType type) {
  return at::empty({batch, channels, height, width}, at::TensorOptions(type), at::MemoryFormat::ChannelsLast);
}

Bf16* data(at::Tensor const& x) { return static_cast<Bf16*>(x.data_ptr()); }

/// [out, k, k, in], without a copy where the weights are stored channels last.
at::Tensor by_taps(at::Tensor const& weight) { return weight.detach().permute({0, 2, 3, 1}).contiguous(); }

/// `add` of no elements: nothing is added.
struct Convolve : torch::autograd::Function<Convolve> {
  static Variable forward(AutogradContext* context, Variable x, Variable weight, Variable add, int64_t stride) {
    auto const s = shape_of(x, weight, stride);
    auto out = images(s.batch, s.out, s.out_height(), s.out_width(), at::kBFloat16);
    auto const weights = by_taps(weight);
    convolve(s, data(x), weights.data_ptr<float>(), add.numel() > 0 ? data(add) : nullptr, data(out));
    context->save_for_backward({x, weight});
    context->saved_data["stride"] = stride;
    context->saved_data["to_input"] = x.requires_grad();
    context->saved_data["added"] = add.numel() > 0;
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    if (at::GradMode::is_enabled())
      throw error(Exit::usage, "convolve: a gradient of a gradient was asked for, allowed with --kernels torch alone");
    auto const saved = context->get_saved_variables();
    auto const &x = saved[0], &weight = saved[1];
    auto const s = shape_of(x, weight, context->saved_data["stride"].toInt());
    auto const dy = channels_last(gradients[0]);
    at::Tensor dx;
    if (context->saved_data["to_input"].toBool()) {
      dx = images(s.batch, s.in, s.height, s.width, at::kBFloat16);
      auto const weights = by_taps(weight);
      input_gradient(s, data(dy), weights.data_ptr<float>(), data(dx));
    }
    auto dweight = images(s.out, s.in, s.kernel, s.kernel, at::kFloat);
    weight_gradient(s, data(x), data(dy), dweight.data_ptr<float>());
    return {dx, dweight, context->saved_data["added"].toBool() ? dy : at::Tensor{}, {}};
  }
};

bool fits(torch::nn::Conv2dImpl const& conv, at::Tensor const& x) {
  auto const& o = conv.options;
  auto const kernel = o.kernel_size()->at(0), stride = o.stride()->at(0);
  using std::get_if;  // c10's before LibTorch 2.1
  auto const* const padding = get_if<torch::ExpandingArray<2>>(&o.padding());
  bool const zeros = get_if<torch::enumtype::kZeros>(&o.padding_mode()) != nullptr;
  return Using::now().convolution && x.device().is_cpu() && x.dim() == 4 && x.numel() > 0 && !o.bias() && zeros &&
         o.groups() == 1 && kernel % 2 == 1 && o.kernel_size()->at(1) == kernel && o.stride()->at(1) == stride &&
         o.dilation()->at(0) == 1 && o.dilation()->at(1) == 1 && padding && (*padding)->at(0) == kernel / 2 &&
         (*padding)->at(1) == kernel / 2 && conv.weight.scalar_type() == at::kFloat;
}

}  // namespace

at::Tensor convolve(torch::nn::Conv2dImpl& conv, at::Tensor const& x, at::Tensor const& add) {
  if (fits(conv, x))
    return Convolve::apply(channels_last(x), conv.weight, add.defined() ? channels_last(add) : at::empty({0}),
                           conv.options.stride()->at(0));
  auto const out = conv.forward(x);
  return add.defined() ? out + add : out;
}

}  // namespace mixup::kernels
