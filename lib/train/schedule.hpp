// schedule: what an epoch is trained with: its learning rate and its method.
#pragma once
#include "core/run.hpp"

namespace mixup::train {

/// Rate of step `step` of `steps` in epoch `epoch` (all from 0): lr times `factor` for each drop that is not after it.
/// A drop at 100 means that epochs 0 ... 99 run at the full rate (section 3.2; the first author's code,
/// docs/deviations.md). During the first `warmup` epochs the rate grows from `warmup_from` in equal steps
/// (section 3.1).
double learning_rate(OptimizerSpec const& spec, int64_t epoch, int64_t step = 0, int64_t steps = 1);

/// The method of that epoch: without mixing during the first `warmup` ones (section 3.3).
Method method_at(Method method, int64_t epoch);

}  // namespace mixup::train
