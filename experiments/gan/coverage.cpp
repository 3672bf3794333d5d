#include "experiments/gan/coverage.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/bincount.h>

namespace mixup::gan {
namespace {

constexpr double kMargin = 0.25;
constexpr double kNear = 3;  // sigma

double percent(at::Tensor const& mask) { return 100 * mask.to(at::kDouble).mean().item<double>(); }

}  // namespace

Frame frame_around(at::Tensor const& real) { return {real.amin(0) - kMargin, real.amax(0) + kMargin}; }

Coverage cover(at::Tensor const& samples, Modes const& modes, Frame const& frame, int64_t enough) {
  // Not at::cdist: from 25 rows on it takes differences of squares, too coarse for three sigma of 0.01.
  auto const squares = (samples.unsqueeze(1) - modes.centres).square().sum(2);  // [n, modes]
  auto const [distance, nearest] = squares.min(1);
  auto const good = distance.sqrt() <= kNear * modes.sigma;
  auto const of_mode = at::bincount(nearest.masked_select(good), {}, modes.centres.size(0));
  auto const inside = (samples >= frame.low).logical_and(samples <= frame.high).all(1);
  return {(of_mode >= enough).sum().item<int64_t>(), (of_mode > 0).sum().item<int64_t>(), percent(good),
          percent(inside)};
}

}  // namespace mixup::gan
