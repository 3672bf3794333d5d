// curve: what a classifier's training leaves behind, epoch by epoch.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"
#include "train/calibration.hpp"

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
  Calibration calibration;  // how well the net of the last epoch knows how sure it may be, on the test set
  std::string diverged;     // empty, or what was not finite, where, and what is kept
};

/// Name of a record's curve -> numbers; empty ones are left out, but not those that every classifier has.
Json to_json(Curve const& curve);
/// What to_json wrote.
Curve curve_from_json(Json const& json);

}  // namespace mixup::train
