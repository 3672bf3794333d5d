#include "experiments/semisupervised/student.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <cmath>

namespace mixup::semisupervised {

double consistency_weight(Spec const& spec, double epoch) {
  if (spec.ramp == 0) return spec.consistency;
  double const left = 1 - std::min(epoch / static_cast<double>(spec.ramp), 1.0);
  return spec.consistency * std::exp(-5 * left * left);
}

at::Tensor consistency_loss(at::Tensor const& logits, at::Tensor const& answers) {
  return (at::softmax(logits.to(at::kFloat), 1) - answers).square().mean();
}

void follow(Net const& teacher, Net const& net, double keep) {
  at::NoGradGuard const no_grad;
  auto const from = net.state();
  size_t i = 0;
  for (auto [name, tensor] : teacher.state()) {
    auto const& value = from[i++].second;
    if (tensor.is_floating_point())
      tensor.mul_(keep).add_(value, 1 - keep);
    else
      tensor.copy_(value);  // BN's count of batches
  }
}

}  // namespace mixup::semisupervised
