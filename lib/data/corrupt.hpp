// corrupt: training labels replaced by noise (section 3.4).
#pragma once
#include "data/dataset.hpp"

namespace mixup {

/// Each training label is drawn anew with probability `rate`, uniformly over ALL classes, so it may hit the true one
/// (the paper gives no law; the training errors of its Table 2 fit this one). Fills `corrupted` and `clean_y`, replaces
/// train.y, leaves the test part alone. With one seed, labels corrupted at a low rate are corrupted alike at a higher.
void corrupt_labels(Splits& splits, double rate, uint64_t run_seed);

}  // namespace mixup
