#include "train/optimizer.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
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

std::unique_ptr<torch::optim::AdamParamState> first_state(at::Tensor const& parameter) {
  auto state = std::make_unique<torch::optim::AdamParamState>();
  state->step(0);
  state->exp_avg(at::zeros_like(parameter, at::MemoryFormat::Preserve));
  state->exp_avg_sq(at::zeros_like(parameter, at::MemoryFormat::Preserve));
  return state;
}

kernels::AdamStep of_step(torch::optim::AdamOptions const& o, int64_t step) {
  auto const [beta1, beta2] = o.betas();
  double const first = 1 - std::pow(beta1, step), second = 1 - std::pow(beta2, step);
  return {static_cast<float>(beta1),          static_cast<float>(beta2),
          static_cast<float>(o.eps()),        static_cast<float>(o.weight_decay()),
          static_cast<float>(o.lr() / first), static_cast<float>(1 / std::sqrt(second))};
}

}  // namespace

Optimizer::Optimizer(OptimizerSpec const& spec, NamedTensors const& parameters, bool fused)
    : parameters_(parameters), adam_(spec.name == OptimizerKind::adam), fused_(fused) {
  if (spec.nesterov && (spec.momentum == 0 || spec.name != OptimizerKind::sgd))
    throw error(Exit::usage, "/optimizer/nesterov: got true, allowed only with sgd and a momentum above 0");
  Groups groups;
  for (auto const& [tensors, decay] : by_decay(spec, parameters)) groups.emplace_back(tensors, options(spec, decay));
  if (adam_)
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

void Optimizer::step() {
  if (fused_ && adam_)
    fused_adam();
  else
    inner_->step();
}

/// LibTorch's own state moves by kernels::adam, so that either way goes on where the other stopped.
void Optimizer::fused_adam() {
  at::NoGradGuard const no_grad;
  for (auto& group : inner_->param_groups()) {
    auto const& o = static_cast<torch::optim::AdamOptions const&>(group.options());
    for (auto const& p : group.params()) {
      if (!p.grad().defined()) continue;
      auto& slot = inner_->state()[optimizer_key(p)];
      if (!slot) slot = first_state(p);
      auto& state = static_cast<torch::optim::AdamParamState&>(*slot);
      state.step(state.step() + 1);
      kernels::adam(of_step(o, state.step()), p.numel(), p.grad().data_ptr<float>(), state.exp_avg().data_ptr<float>(),
                    state.exp_avg_sq().data_ptr<float>(), p.data_ptr<float>());
    }
  }
}

bool Optimizer::finite_gradients() const {
  if (fused_) {
    auto const finite = [](auto const& named) {
      auto const& gradient = named.second.grad();
      return !gradient.defined() || kernels::all_finite(gradient.template data_ptr<float>(), gradient.numel());
    };
    return std::all_of(parameters_.begin(), parameters_.end(), finite);
  }
  at::NoGradGuard const no_grad;
  std::vector<at::Tensor> sums;  // a sum of finite numbers that is not finite has diverged as well
  for (auto const& group : inner_->param_groups())
    for (auto const& p : group.params())
      if (p.grad().defined()) sums.push_back(p.grad().sum().to(at::kFloat));
  return sums.empty() || at::stack(sums).isfinite().all().item<bool>();
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
      put("step", at::full({}, s.step(), at::kLong));
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

}  // namespace mixup::train
