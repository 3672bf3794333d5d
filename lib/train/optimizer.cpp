#include "train/optimizer.hpp"

#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

namespace mixup::train {
namespace {

std::unique_ptr<torch::optim::Optimizer> make(OptimizerSpec const& spec, std::vector<at::Tensor> const& tensors) {
  if (spec.name == OptimizerKind::adam)
    return std::make_unique<torch::optim::Adam>(tensors,
                                                torch::optim::AdamOptions(spec.lr).weight_decay(spec.weight_decay));
  return std::make_unique<torch::optim::SGD>(
      tensors, torch::optim::SGDOptions(spec.lr).momentum(spec.momentum).weight_decay(spec.weight_decay));
}

}  // namespace

Optimizer::Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters) {
  std::vector<at::Tensor> tensors;
  for (auto const& [name, tensor] : parameters) tensors.push_back(tensor);
  inner_ = make(spec, tensors);
}

Optimizer::~Optimizer() = default;

void Optimizer::set_rate(double rate) {
  for (auto& group : inner_->param_groups()) group.options().set_lr(rate);
}

void Optimizer::zero_grad() {
  for (auto& group : inner_->param_groups())
    for (auto& p : group.params()) p.mutable_grad().reset();
}

void Optimizer::step() { inner_->step(); }

}  // namespace mixup::train
