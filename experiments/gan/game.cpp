#include "experiments/gan/game.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

namespace mixup::gan {

Shown only_fake(at::Tensor const& fake) { return {fake, at::zeros({fake.size(0), 1}, fake.options())}; }

Shown side_by_side(at::Tensor const& real, at::Tensor const& fake) {
  auto const one = at::ones({real.size(0), 1}, real.options()), zero = at::zeros({fake.size(0), 1}, fake.options());
  return {at::cat({real, fake}), at::cat({one, zero})};
}

Shown mixed(at::Tensor const& real, at::Tensor const& fake, at::Tensor const& lambda) {
  return {real * lambda + fake * (1 - lambda), lambda};
}

Shown blended(Shown const& a, Shown const& b, at::Tensor const& order, at::Tensor const& lambda) {
  auto const blend = [&](at::Tensor const& s, at::Tensor const& t) {
    return s * lambda + t.index_select(0, order) * (1 - lambda);
  };
  return {blend(a.x, b.x), blend(a.realness, b.realness)};
}

at::Tensor loss(at::Tensor const& logits, at::Tensor const& realness) {
  return at::binary_cross_entropy_with_logits(logits.to(at::kFloat), realness);
}

}  // namespace mixup::gan
