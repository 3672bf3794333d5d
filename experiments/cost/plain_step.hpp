// plain_step: a training step of a program that knows no mixing, which is what the paper's claim compares with.
#pragma once
#include "train/epoch.hpp"

namespace mixup::cost {

/// The next step of epoch 0 by ERM, with the batch, crops and rate that train_epoch has: no weights are drawn, nothing
/// is blended, and the labels are classes. It ends as train_epoch with a neutral Method does, up to rounding. Returns
/// "", or what was not finite.
std::string plain_step(train::Learner& learner, train::EpochSums& sums);

}  // namespace mixup::cost
