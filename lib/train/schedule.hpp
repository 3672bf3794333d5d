// schedule: what an epoch is trained with: its learning rate and its method.
#pragma once
#include "core/run.hpp"

namespace mixup::train {

/// Rate during epoch `epoch` (from 0): lr times `factor` for each drop that is not after it. A drop at 100 means that
/// epochs 0 ... 99 run at the full rate (section 3.2; the first author's code, docs/deviations.md).
double learning_rate(OptimizerSpec const& spec, int64_t epoch);

/// The method of that epoch: without mixing during the first `warmup` ones (section 3.3).
Method method_at(Method method, int64_t epoch);

}  // namespace mixup::train
