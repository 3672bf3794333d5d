// fit: the one epoch loop of all classifiers.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "results/record.hpp"
#include "train/curve.hpp"
#include "train/session.hpp"

namespace mixup::train {

/// A net for the run's data, on the session's device.
Net make_net(Session const& session, Run const& run, Splits const& data);

/// Trains `net` for the run's budget and evaluates it after every epoch; goes on from a checkpoint if there is one.
Curve fit(Session const& session, Run const& run, Net const& net, Splits const& data);

/// Load, net, fit, evaluate: the whole protocol of an experiment that measures nothing else.
Outcome classify(Session const& session, Run const& run);

/// What a record says about the data: its identity and, of photographs, what was read of it.
Json data_record(Splits const& data);

/// Status, metrics, curve, data and environment of a classifier's record.
Outcome outcome(Session const& session, Splits const& data, Net const& net, Curve const& curve);

}  // namespace mixup::train
