// fused_step: the step of an optimiser as one loop over each parameter, or as a few operations over all of them that
// are decided on the device.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros_like.h>
#include <torch/optim/adam.h>
#include <torch/optim/sgd.h>

#include <cmath>

#include "kernels/adam.hpp"
#include "kernels/sgd.hpp"
#include "train/optimizer.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// The gradient in the strides of its parameter, as the fused operations want it; those of 1x1 convolutions may differ.
at::Tensor as_parameter(at::Tensor const& gradient, at::Tensor const& parameter) {
  return gradient.strides() == parameter.strides() ? gradient : at::empty_like(parameter).copy_(gradient);
}

/// Momentum, from 0, which is what LibTorch's own step starts with.
at::Tensor momentum_of(torch::optim::Optimizer& optimizer, at::Tensor const& parameter) {
  auto& state = optimizer.state()[optimizer_key(parameter)];
  if (!state) {
    auto fresh = std::make_unique<torch::optim::SGDParamState>();
    fresh->momentum_buffer(at::zeros_like(parameter));
    state = std::move(fresh);
  }
  return static_cast<torch::optim::SGDParamState&>(*state).momentum_buffer();
}

void add_memory(Update& update, torch::optim::SGDOptions const& options, torch::optim::Optimizer& optimizer,
                at::Tensor const& parameter) {
  if (options.momentum() != 0) update.first.push_back(momentum_of(optimizer, parameter));
}

/// The moments, from 0.
torch::optim::AdamParamState& moments_of(torch::optim::Optimizer& optimizer, at::Tensor const& parameter) {
  auto& state = optimizer.state()[optimizer_key(parameter)];
  if (!state) {
    auto fresh = std::make_unique<torch::optim::AdamParamState>();
    fresh->exp_avg(at::zeros_like(parameter));
    fresh->exp_avg_sq(at::zeros_like(parameter));
    state = std::move(fresh);
  }
  return static_cast<torch::optim::AdamParamState&>(*state);
}

void add_memory(Update& update, torch::optim::AdamOptions const&, torch::optim::Optimizer& optimizer,
                at::Tensor const& parameter) {
  auto& adam = moments_of(optimizer, parameter);
  update.first.push_back(adam.exp_avg());
  update.second.push_back(adam.exp_avg_sq());
}

template <class Options>
void step_group(torch::optim::Optimizer& optimizer, torch::optim::OptimizerParamGroup& group, Update update,
                void (*fused)(Update&, Options const&)) {
  auto const& options = static_cast<Options const&>(group.options());
  for (auto& p : group.params()) {
    if (!p.grad().defined()) continue;
    update.parameters.push_back(p);
    update.gradients.push_back(as_parameter(p.grad(), p));
    add_memory(update, options, optimizer, p);
  }
  fused(update, options);
}

void step_one(torch::optim::Optimizer& optimizer, torch::optim::SGDOptions const& o, at::Tensor const& gradient,
              at::Tensor const& p) {
  kernels::SgdRule const rule{static_cast<float>(o.lr()), static_cast<float>(o.momentum()),
                              static_cast<float>(o.weight_decay()), o.nesterov()};
  kernels::sgd_step(rule, p.numel(), gradient.data_ptr<float>(), momentum_of(optimizer, p).data_ptr<float>(),
                    p.data_ptr<float>());
}

void step_one(torch::optim::Optimizer& optimizer, torch::optim::AdamOptions const& o, at::Tensor const& gradient,
              at::Tensor const& p) {
  auto& moments = moments_of(optimizer, p);
  moments.step(moments.step() + 1);
  auto const [beta1, beta2] = o.betas();
  auto const step = static_cast<double>(moments.step());
  double const first = 1 - std::pow(beta1, step), second = 1 - std::pow(beta2, step);
  kernels::AdamRule const rule{static_cast<float>(beta1),          static_cast<float>(beta2),
                               static_cast<float>(o.eps()),        static_cast<float>(o.weight_decay()),
                               static_cast<float>(o.lr() / first), static_cast<float>(1 / std::sqrt(second))};
  kernels::adam_step(rule, p.numel(), gradient.data_ptr<float>(), moments.exp_avg().data_ptr<float>(),
                     moments.exp_avg_sq().data_ptr<float>(), p.data_ptr<float>());
}

template <class Options>
void step_each(torch::optim::Optimizer& optimizer, torch::optim::OptimizerParamGroup& group) {
  auto const& options = static_cast<Options const&>(group.options());
  for (auto& p : group.params()) {
    if (!p.grad().defined()) continue;
    step_one(optimizer, options, as_parameter(p.grad(), p), p);
    p.unsafeGetTensorImpl()->bump_version();  // as every change in place does
  }
}

}  // namespace

void Optimizer::step_in_one_pass() {
  at::NoGradGuard const no_grad;
  for (auto& group : inner_->param_groups())
    adam_ ? step_each<torch::optim::AdamOptions>(*inner_, group) : step_each<torch::optim::SGDOptions>(*inner_, group);
}

/// What is remembered lies where LibTorch's own steps have it, but for Adam's count of steps, which lies on the device.
void Optimizer::step_fused(at::Tensor const& rate, at::Tensor const& allowed) {
  at::NoGradGuard const no_grad;
  if (adam_) steps_.add_(allowed);
  Update const empty{{}, {}, {}, {}, steps_, rate.to(at::kFloat), allowed.logical_not().to(at::kFloat)};
  for (auto& group : inner_->param_groups())
    adam_ ? step_group(*inner_, group, empty, fused_adam) : step_group(*inner_, group, empty, fused_sgd);
}

}  // namespace mixup::train
