// last_batch: what a batch norm needs of the smallest batch of an epoch.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/context.hpp"

namespace mixup::train {

/// Exit::usage when the run has batches (or micro-batches) of one example and a batch norm of the net sees one value
/// per channel of it: it has no variance. Such a run would fail at the end of its first epoch.
void require_batch_norms(Context const& context, Run const& run, Net const& net, Dataset const& data);

}  // namespace mixup::train
