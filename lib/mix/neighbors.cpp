// neighbors: exact k nearest neighbours by blocked matrix products, |a - b|^2 = |a|^2 - 2 ab + |b|^2.
#include <ATen/TensorOperators.h>
#include <ATen/ops/_unique.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/nonzero.h>
#include <ATen/ops/topk.h>

#include <algorithm>
#include <limits>

#include "mix/pairing.hpp"

namespace mixup::mix {
namespace {

constexpr int64_t kBlock = 512;  // rows at a time: 512 x 50,000 floats are 100 MB

/// Nearest k of `points` [n, d] for each of them, itself left out; int64 [n, min(k, n - 1)] of 0 ... n - 1.
at::Tensor nearest_within(at::Tensor const& points, int64_t k) {
  int64_t const n = points.size(0);
  auto const norms = points.square().sum(1);
  auto out = at::empty({n, std::min(k, n - 1)}, at::kLong);
  auto const all = at::empty({std::min(kBlock, n), n}, at::kFloat);  // one for all blocks: new memory costs as much
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    int64_t const rows = std::min(kBlock, n - begin);
    auto distance = all.narrow(0, 0, rows);  // up to |a|^2, which is the same along a row
    at::mm_out(distance, points.narrow(0, begin, rows), points.t());
    distance.mul_(-2).add_(norms);
    distance.diagonal(begin).fill_(std::numeric_limits<float>::infinity());
    out.narrow(0, begin, rows).copy_(std::get<1>(at::topk(distance, out.size(1), 1, /*largest=*/false)));
  }
  return out;
}

/// Columns repeated in turn until there are k; a class of one has no neighbour and stands for itself.
at::Tensor cycled(at::Tensor const& neighbors, int64_t k) {
  if (neighbors.size(1) == 0) return at::arange(neighbors.size(0), at::kLong).unsqueeze(1).expand({-1, k});
  return neighbors.index_select(1, at::arange(k, at::kLong).remainder(neighbors.size(1)));
}

}  // namespace

at::Tensor nearest_neighbors(at::Tensor const& x, at::Tensor const& y, Pair const& pair) {
  auto const points = x.reshape({x.size(0), -1}).to(at::kFloat).contiguous();
  if (pair.among == Among::all) return cycled(nearest_within(points, pair.k), pair.k);
  auto out = at::empty({x.size(0), pair.k}, at::kLong);
  auto const classes = std::get<0>(at::_unique(y));
  for (int64_t c = 0; c < classes.numel(); ++c) {
    auto const members = at::nonzero(y == classes[c]).squeeze(1);
    auto const local = cycled(nearest_within(points.index_select(0, members), pair.k), pair.k);
    out.index_copy_(0, members, members.index_select(0, local.reshape(-1)).view_as(local));
  }
  return out;
}

}  // namespace mixup::mix
