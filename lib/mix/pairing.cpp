#include "mix/pairing.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randperm.h>

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
  auto const rows = at::empty({batch, method.order}, at::kLong);
  auto* const to = rows.data_ptr<int64_t>();
  for (int64_t b = 0; b < batch; ++b) to[b * method.order] = b;
  std::vector<at::Tensor> extra;
  for (int64_t j = 1; j < method.order; ++j) {
    auto const fill = [&](at::Tensor const& column) {
      auto const* const from = column.data_ptr<int64_t>();
      for (int64_t b = 0; b < batch; ++b) to[b * method.order + j] = from[b];
    };
    auto const by = method.pair.by;
    if (by == By::roll || by == By::reversal) {
      for (int64_t b = 0; b < batch; ++b)  // order is at most 16, a batch may be smaller
        to[b * method.order + j] = ((by == By::roll ? b : batch - b) + (method.order / batch + 1) * batch - j) % batch;
    } else if (by != By::random) {
      if (!neighbors.defined()) throw error(Exit::bug, "pairing by nearness or label without a table of neighbours");
      auto const choice = at::randint(neighbors.size(1), {batch, 1}, generator, at::kLong);
      extra.push_back(neighbors.index_select(0, indices).gather(1, choice).squeeze(1));
      for (int64_t b = 0; b < batch; ++b) to[b * method.order + j] = b + j * batch;
    } else if (method.pair.among == Among::own_class) {
      fill(permute_within_classes(y, generator));
    } else {
      fill(at::randperm(batch, generator));
    }
  }
  return {extra.empty() ? at::empty({0}, at::kLong) : at::cat(extra), rows};
}

}  // namespace mixup::mix
