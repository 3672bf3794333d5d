// fit: trains a classifier for its budget of epochs and judges it after each.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/context.hpp"
#include "train/curve.hpp"

namespace mixup::train {

/// A net for the run's data, on the context's device: drawn from the seed, or from the file that the run names.
/// Errors: Exit::usage, Exit::data.
Net make_net(Context const& context, Run const& run, Splits const& data);

/// Trains `net` for the run's budget, goes on from a checkpoint if there is one, and keeps the net if nets are kept. A
/// loss or gradient that is not finite ends it (Curve::diverged). Errors: those of Checkpoints::after_step.
Curve fit(Context const& context, Run const& run, Net const& net, Splits const& data);

}  // namespace mixup::train
