#include "train/fused_net.hpp"

#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "core/error.hpp"

namespace mixup::train {
namespace {

std::vector<at::Tensor> tensors(NamedTensors const& named) {
  std::vector<at::Tensor> out;
  for (auto const& [name, tensor] : named) out.push_back(tensor);
  return out;
}

std::vector<kernels::Layer> layers(std::vector<at::Tensor> const& parameters) {
  std::vector<kernels::Layer> out;
  for (size_t i = 0; i + 1 < parameters.size(); i += 2) {
    auto const &weight = parameters[i], &bias = parameters[i + 1];
    bool const linear = weight.dim() == 2 && bias.dim() == 1 && bias.size(0) == weight.size(0) &&
                        (out.empty() || out.back().out == weight.size(1));
    bool const plain = weight.device().is_cpu() && weight.scalar_type() == at::kFloat && weight.is_contiguous();
    if (!linear || !plain)
      throw error(Exit::bug, "the fused passes: parameters {} and {} are no linear layer", i, i + 1);
    out.push_back({weight.size(1), weight.size(0), weight.data_ptr<float>(), bias.data_ptr<float>()});
  }
  if (out.empty() || parameters.size() % 2 != 0)
    throw error(Exit::bug, "the fused passes: {} parameters, expected a weight and a bias per layer",
                parameters.size());
  return out;
}

}  // namespace

FusedNet::FusedNet(Net const& net) : parameters_(tensors(net.parameters())), dense_(layers(parameters_)) {
  for (auto const& p : parameters_) gradients_.push_back(at::empty_like(p, at::TensorOptions().requires_grad(false)));
}

at::Tensor FusedNet::forward(at::Tensor const& x) {
  auto const rows = x.contiguous();
  auto const logits = at::empty({rows.size(0), dense_.out()}, at::kFloat);
  dense_.forward(rows.data_ptr<float>(), rows.size(0), logits.data_ptr<float>());
  return logits;
}

void FusedNet::backward(at::Tensor const& dlogits) {
  std::vector<kernels::LayerGradient> to;
  for (size_t i = 0; i < parameters_.size(); i += 2) {
    bool const add = parameters_[i].grad().defined();
    for (size_t k = i; k < i + 2; ++k)
      if (!add) parameters_[k].mutable_grad() = gradients_[k];
    to.push_back({parameters_[i].grad().data_ptr<float>(), parameters_[i + 1].grad().data_ptr<float>(), add});
  }
  dense_.backward(dlogits.contiguous().data_ptr<float>(), to);
}

at::Tensor FusedNet::input_gradient(at::Tensor const& dlogits) {
  auto const dx = at::empty({dlogits.size(0), dense_.in()}, at::kFloat);
  dense_.backward(dlogits.contiguous().data_ptr<float>(), {}, dx.data_ptr<float>());
  return dx;
}

}  // namespace mixup::train
