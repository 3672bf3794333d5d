// like_labels: partners whose number is close, by a Gaussian kernel over the numbers of the training set.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/multinomial.h>

#include <algorithm>

#include "core/error.hpp"
#include "mix/pairing.hpp"

namespace mixup::mix {

namespace {

constexpr int64_t kRowsAtATime = 512;  // 512 x 4,000 doubles are 16 MB

}  // namespace

at::Tensor like_labels(at::Tensor const& numbers, Pair const& pair, uint64_t seed) {
  if (!numbers.defined())
    throw error(Exit::usage,
                "/method/pair/by: label needs numbers that are learnt, allowed with classes: random, nearest");
  auto generator = at::detail::createCPUGenerator(seed);
  auto const values = numbers.cpu().to(at::kDouble).reshape({-1, 1});
  int64_t const n = values.size(0);
  auto out = at::empty({n, pair.k}, at::kLong);
  for (int64_t begin = 0; begin < n; begin += kRowsAtATime) {
    auto const some = values.narrow(0, begin, std::min(kRowsAtATime, n - begin));
    auto const likeness = ((some - values.t()) / pair.bandwidth).square().mul(-0.5).exp();  // of itself 1: no row is 0
    out.narrow(0, begin, some.size(0)).copy_(at::multinomial(likeness, pair.k, /*replacement=*/true, generator));
  }
  return out;
}

}  // namespace mixup::mix
