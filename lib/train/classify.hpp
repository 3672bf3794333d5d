// classify: the plain protocol, load, net, fit, judge: all that most experiments of the paper do.
#pragma once
#include "results/record.hpp"
#include "train/fit.hpp"

namespace mixup::train {

/// The protocol of every experiment that registers none (train/protocol.hpp).
Outcome classify(Context const& context, Run const& run);

/// What a record says about the data: its identity and, of photographs, what was read of it.
Json data_record(Splits const& data);

/// Status, metrics, curve, data and environment of a classifier's record; of a net that is done also its calibration on
/// the test set.
Outcome outcome(Context const& context, Splits const& data, Net const& net, Curve const& curve);

}  // namespace mixup::train
