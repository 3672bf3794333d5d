// fit: the one epoch loop of all classifiers.
#pragma once
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "models/net.hpp"
#include "results/record.hpp"
#include "train/session.hpp"

namespace mixup::train {

/// One entry an epoch; errors in percent. An epoch that ended in a loss that is not finite has no entry.
struct Curve {
  std::vector<double> rate;               // learning rate
  std::vector<double> train_loss;         // of the mixed examples, mean over the steps
  std::vector<double> train_error;        // lambda-weighted, of the mixed examples while training
  std::vector<double> clean_train_error;  // of a fixed subset of unmixed training examples, eval mode
  std::vector<double> test_error, test_loss;
  std::vector<double> test_error_top5;   // percent; empty with ten classes or fewer
  std::vector<double> validation_error;  // empty without a validation part
  std::vector<double> seconds;           // of training, without evaluation
  std::vector<double> images_per_second;
  std::string diverged;  // empty, or epoch and step of the loss that was not finite
};

/// A net for the run's data, on the session's device.
Net make_net(Session const& session, Run const& run, Splits const& data);

/// Trains `net` for the run's budget and evaluates it after every epoch.
Curve fit(Session const& session, Run const& run, Net const& net, Splits const& data);

/// Load, net, fit, evaluate: the whole protocol of an experiment that measures nothing else.
Outcome classify(Session const& session, Run const& run);

/// What a record says about the data: its identity and, of photographs, what was read of it.
Json data_record(Splits const& data);

/// Status, metrics, curve, data and environment of a classifier's record.
Outcome outcome(Session const& session, Splits const& data, Net const& net, Curve const& curve);

}  // namespace mixup::train
