#include "train/optimizer.hpp"

#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include "core/error.hpp"

namespace mixup::train {
namespace {

using Groups = std::vector<torch::optim::OptimizerParamGroup>;

/// One group where all parameters decay alike, else those that decay and those that do not.
std::vector<std::pair<std::vector<at::Tensor>, double>> by_decay(OptimizerSpec const& spec,
                                                                 NamedTensors const& parameters) {
  std::vector<at::Tensor> decaying, others;
  for (auto const& [name, tensor] : parameters)
    (spec.decay_norms || tensor.dim() > 1 ? decaying : others).push_back(tensor);
  if (others.empty()) return {{decaying, spec.weight_decay}};
  return {{decaying, spec.weight_decay}, {others, 0.0}};
}

std::unique_ptr<torch::optim::OptimizerOptions> options(OptimizerSpec const& spec, double weight_decay) {
  if (spec.name == OptimizerKind::adam)
    return std::make_unique<torch::optim::AdamOptions>(torch::optim::AdamOptions(spec.lr).weight_decay(weight_decay));
  return std::make_unique<torch::optim::SGDOptions>(
      torch::optim::SGDOptions(spec.lr).momentum(spec.momentum).weight_decay(weight_decay).nesterov(spec.nesterov));
}

}  // namespace

Optimizer::Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters) {
  if (spec.nesterov && (spec.momentum == 0 || spec.name != OptimizerKind::sgd))
    throw error(Exit::usage, "/optimizer/nesterov: got true, allowed only with sgd and a momentum above 0");
  Groups groups;
  for (auto const& [tensors, decay] : by_decay(spec, parameters)) groups.emplace_back(tensors, options(spec, decay));
  if (spec.name == OptimizerKind::adam)
    inner_ = std::make_unique<torch::optim::Adam>(groups);
  else
    inner_ = std::make_unique<torch::optim::SGD>(groups, torch::optim::SGDOptions(spec.lr));
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
