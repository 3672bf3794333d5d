// fit_state: where a classifier's training stands.
#pragma once
#include "models/net.hpp"
#include "train/curve.hpp"
#include "train/epoch.hpp"
#include "train/snapshot.hpp"

namespace mixup::train {

struct FitState {
  int64_t epoch = 0;  // that is being trained, from 0; epochs: all are done
  EpochSums sums;     // of its steps
  Curve curve;        // of the epochs before
};

/// Net, optimiser and state.
Snapshot snapshot(FitState const& state, Net const& net, Optimizer const& optimizer);

/// Fills net and optimiser. Exit::data if the snapshot is of another kind.
FitState restore(Snapshot const& snapshot, Net const& net, Optimizer& optimizer);

}  // namespace mixup::train
