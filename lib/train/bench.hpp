// bench: how many images per second a training step takes in, measured on real steps of a run.
#pragma once
#include "train/context.hpp"

namespace mixup::train {

/// Four steps to warm up, then `steps` timed ones: {"images_per_second", "seconds", "cpu_seconds" (of all threads),
/// "images", "environment"}.
/// Evaluation and loading are not timed; batches are made, mixed, and learnt from exactly as in training.
Json bench(Context const& context, Run const& run, int64_t steps);

}  // namespace mixup::train
