#include "mix/pairing.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/stack.h>

#include "core/error.hpp"

namespace mixup::mix {
namespace {

/// A permutation of 0 ... B - 1 that keeps each example within its class: the batch, shuffled and then stably sorted by
/// class, is written over the batch sorted by class.
at::Tensor permute_within_classes(at::Tensor const& y, at::Generator& generator) {
  auto const sorted = at::argsort(y, /*stable=*/true, 0, false);
  auto const shuffled = at::randperm(y.numel(), generator);
  auto const shuffled_sorted = shuffled.index_select(0, at::argsort(y.index_select(0, shuffled), true, 0, false));
  auto partners = at::empty_like(sorted);
  partners.index_copy_(0, sorted, shuffled_sorted);
  return partners;
}

}  // namespace

Partners draw_partners(Method const& method, at::Tensor const& indices, at::Tensor const& y,
                       at::Tensor const& neighbors, uint64_t seed) {
  auto generator = at::detail::createCPUGenerator(seed);
  int64_t const batch = indices.numel();
  auto const self = at::arange(batch, at::kLong);
  std::vector<at::Tensor> columns{self}, extra;
  for (int64_t j = 1; j < method.order; ++j) {
    if (method.pair.by == By::nearest) {
      if (!neighbors.defined()) throw error(Exit::bug, "nearest-neighbour pairing without a table of neighbours");
      auto const choice = at::randint(neighbors.size(1), {batch, 1}, generator, at::kLong);
      extra.push_back(neighbors.index_select(0, indices).gather(1, choice).squeeze(1));
      columns.push_back(self + j * batch);
    } else if (method.pair.among == Among::own_class) {
      columns.push_back(permute_within_classes(y, generator));
    } else {
      columns.push_back(at::randperm(batch, generator));
    }
  }
  return {extra.empty() ? at::empty({0}, at::kLong) : at::cat(extra), at::stack(columns, 1)};
}

}  // namespace mixup::mix
