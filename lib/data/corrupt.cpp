// corrupt: two draws per example whatever the rate, so that rates nest.
#include "data/corrupt.hpp"

#include <ATen/ops/zeros.h>

#include "core/seed.hpp"

namespace mixup {

void corrupt_labels(Splits& splits, double rate, uint64_t run_seed) {
  splits.clean_y = splits.train.y;
  splits.train.y = splits.clean_y.clone();
  splits.corrupted = at::zeros(splits.clean_y.sizes(), at::kBool);
  bool* const corrupted = splits.corrupted.data_ptr<bool>();
  int64_t* const y = splits.train.y.data_ptr<int64_t>();
  SplitMix64 random(derive_seed(run_seed, "corrupt"));
  for (int64_t i = 0; i < splits.clean_y.numel(); ++i) {
    corrupted[i] = random.uniform() < rate;
    auto const label = static_cast<int64_t>(random.below(static_cast<uint64_t>(splits.train.classes)));
    if (corrupted[i]) y[i] = label;
  }
}

}  // namespace mixup
