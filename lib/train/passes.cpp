#include "train/passes.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include "core/error.hpp"
#include "train/fused_net.hpp"

namespace mixup::train {

Passes::Passes(Numerics const& numerics, Net const& net)
    : numerics_(numerics), net_(net), fused_(numerics.ways.dense ? std::make_unique<FusedNet>(net) : nullptr) {}

Passes::~Passes() = default;

at::Tensor Passes::forward(at::Tensor const& x, int64_t at, Hook const& hook) {
  if (!fused_) return train::forward(numerics_, net_, x, at, hook);
  if (at != 0) throw error(Exit::bug, "the fused passes mix the input, not what enters stage {}", at);
  return fused_->forward(hook(x));
}

at::Tensor Passes::forward(at::Tensor const& x) {
  if (!fused_) return train::forward(numerics_, net_, x);
  return fused_->forward(x).set_requires_grad(at::GradMode::is_enabled());
}

void Passes::go_on_to_parameters(at::Tensor const& logits) {
  if (fused_) fused_->backward(logits.grad());
}

void Passes::go_on_to_input(at::Tensor const& logits, at::Tensor const& x) {
  if (fused_) x.backward(fused_->input_gradient(logits.grad()));
}

void Passes::backward(mix::StepResult const& step, double share) {
  if (!fused_) return (share < 1 ? step.loss * share : step.loss).backward();
  auto const gradient = step.gradient(step.logits, step.targets);
  fused_->backward(share < 1 ? gradient * share : gradient);
}

}  // namespace mixup::train
