#include "mix/targets.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/one_hot.h>
#include <ATen/ops/zeros_like.h>

namespace mixup::mix {

at::Tensor smooth_one_hot(at::Tensor const& y, int64_t classes, double epsilon) {
  return at::one_hot(y, classes).to(at::kFloat).mul_(1 - epsilon).add_(epsilon / static_cast<double>(classes));
}

at::Tensor label_weights(LabelRule rule, at::Tensor const& weights) {
  if (rule == LabelRule::mixed) return weights;
  auto const chosen = rule == LabelRule::own ? at::zeros_like(weights.select(1, 0), at::kLong) : weights.argmax(1);
  return at::one_hot(chosen, weights.size(1)).to(at::kFloat);
}

at::Tensor soft_cross_entropy(at::Tensor const& logits, at::Tensor const& q) {
  return -(q * at::log_softmax(logits.to(at::kFloat), 1)).sum(1).mean();
}

at::Tensor weighted_error(at::Tensor const& logits, at::Tensor const& y, at::Tensor const& label_weights,
                          at::Tensor const& rows) {
  auto const wrong = logits.argmax(1, true) != y.index_select(0, rows.reshape(-1)).view_as(rows);
  return (wrong * label_weights).sum(1).mean();
}

}  // namespace mixup::mix
