#include "train/optimizer.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "kernels/adam.hpp"
#include "train/torch_version.hpp"

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

/// On the CPU, one number after the other in some order.
bool all_dense_floats(NamedTensors const& parameters) {
  return std::all_of(parameters.begin(), parameters.end(), [](auto const& named) {
    auto const& p = named.second;
    return p.device().is_cpu() && p.scalar_type() == at::kFloat && p.is_non_overlapping_and_dense();
  });
}

}  // namespace

Optimizer::Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters, Way way)
    : parameters_(parameters), adam_(spec.name == OptimizerKind::adam), way_(way) {
  bool const remembers = adam_ || spec.momentum != 0;
  if (way == Way::one_pass && !(remembers && all_dense_floats(parameters))) way_ = Way::torch;
  if (spec.nesterov && (spec.momentum == 0 || spec.name != OptimizerKind::sgd))
    throw error(Exit::usage, "/optimizer/nesterov: got true, allowed only with sgd and a momentum above 0");
  Groups groups;
  for (auto const& [tensors, decay] : by_decay(spec, parameters)) groups.emplace_back(tensors, options(spec, decay));
  if (adam_)
    inner_ = std::make_unique<torch::optim::Adam>(groups);
  else
    inner_ = std::make_unique<torch::optim::SGD>(groups, torch::optim::SGDOptions(spec.lr));
  if (fused()) steps_ = at::zeros({}, parameters.front().second.options());
}

Optimizer::~Optimizer() = default;

void Optimizer::set_rate(double rate) {
  for (auto& group : inner_->param_groups()) group.options().set_lr(rate);
}

void Optimizer::zero_grad() {
  for (auto& group : inner_->param_groups())
    for (auto& p : group.params()) p.mutable_grad().reset();
}

void Optimizer::step() { way_ == Way::one_pass ? step_in_one_pass() : static_cast<void>(inner_->step()); }

at::Tensor Optimizer::finite_gradients() const {
  at::NoGradGuard const no_grad;
  if (fused()) {
    std::vector<at::Tensor> gradients;
    for (auto const& [name, p] : parameters_)
      if (p.grad().defined()) gradients.push_back(p.grad());
    return all_finite(gradients, steps_.device());
  }
  if (way_ == Way::one_pass) {
    auto const finite = [](auto const& named) {
      auto const& gradient = named.second.grad();
      return !gradient.defined() || kernels::all_finite(gradient.template data_ptr<float>(), gradient.numel());
    };
    return at::scalar_tensor(std::all_of(parameters_.begin(), parameters_.end(), finite), at::kBool);
  }
  std::vector<at::Tensor> sums;  // a sum of finite numbers that is not finite has diverged as well
  for (auto const& group : inner_->param_groups())
    for (auto const& p : group.params())
      if (p.grad().defined()) sums.push_back(p.grad().sum().to(at::kFloat));
  return sums.empty() ? at::ones({}, at::kBool) : (at::stack(sums).abs() < INFINITY).all();  // false for NaN, too
}

void Optimizer::step(at::Tensor const& rate, at::Tensor const& allowed) {
  if (fused()) return step_fused(rate, allowed);
  if (!allowed.item<bool>()) return;
  set_rate(rate.item<double>());
  step();
}

NamedTensors Optimizer::state() const {
  NamedTensors out;
  auto& states = inner_->state();
  for (auto const& [name, parameter] : parameters_) {
    auto const it = states.find(optimizer_key(parameter));
    if (it == states.end()) continue;
    auto const put = [&out, &name = name](char const* what, at::Tensor const& tensor) {
      if (tensor.defined()) out.emplace_back(name + "/" + what, tensor);
    };
    if (adam_) {
      auto const& s = static_cast<torch::optim::AdamParamState const&>(*it->second);
      put("step", fused() ? steps_.cpu().to(at::kLong) : at::full({}, s.step(), at::kLong));
      put("exp_avg", s.exp_avg());
      put("exp_avg_sq", s.exp_avg_sq());
    } else {
      put("momentum_buffer", static_cast<torch::optim::SGDParamState const&>(*it->second).momentum_buffer());
    }
  }
  return out;
}

void Optimizer::load(NamedTensors const& state) {
  std::map<std::string, at::Tensor> const stored(state.begin(), state.end());
  size_t used = 0;
  for (auto const& [name, parameter] : parameters_) {
    auto const get = [&, &name = name](char const* what) {
      auto const it = stored.find(name + "/" + what);
      if (it == stored.end())
        throw error(Exit::data, "a checkpoint of another optimiser: {}/{} is missing", name, what);
      ++used;
      return it->second;
    };
    auto const moved = [&, &parameter = parameter](char const* what) { return get(what).to(parameter.device()); };
    auto const key = optimizer_key(parameter);
    if (adam_ && stored.count(name + "/step") > 0) {
      auto s = std::make_unique<torch::optim::AdamParamState>();
      s->step(get("step").item<int64_t>());
      if (fused()) steps_.fill_(s->step());
      s->exp_avg(moved("exp_avg"));
      s->exp_avg_sq(moved("exp_avg_sq"));
      inner_->state()[key] = std::move(s);
    } else if (!adam_ && stored.count(name + "/momentum_buffer") > 0) {
      auto s = std::make_unique<torch::optim::SGDParamState>();
      s->momentum_buffer(moved("momentum_buffer"));
      inner_->state()[key] = std::move(s);
    }
  }
  if (used != stored.size())
    throw error(Exit::data, "a checkpoint of another optimiser: {} tensors, {} of them known", stored.size(), used);
}

Optimizer::Way way_of(Numerics const& numerics) {
  return numerics.ways.optimizer ? Optimizer::Way::one_pass : Optimizer::Way::torch;
}

}  // namespace mixup::train
