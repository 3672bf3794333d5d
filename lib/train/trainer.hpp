// trainer: one epoch of a classifier, step by step.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/optimizer.hpp"
#include "train/session.hpp"

namespace mixup::train {

struct EpochResult {
  double loss = 0, error = 0;  // means over the examples; error lambda-weighted, percent
  double seconds = 0;
  int64_t images = 0;
  int64_t not_finite_step = -1;  // the step (from 0) whose loss was not finite; -1: none
};

class Trainer {
 public:
  Trainer(Session const& session, Run const& run, Net const& net, Splits const& data);
  EpochResult epoch(int64_t epoch);
  /// At most `steps` steps of an epoch, for timing.
  EpochResult epoch(int64_t epoch, int64_t steps);

 private:
  struct StepLoss {
    double loss, error;
  };
  StepLoss step(Method const& method, at::Tensor const& indices, int64_t epoch, int64_t step);

  Session const& session_;
  Run const& run_;
  Net const& net_;
  Dataset const& train_;
  Optimizer optimizer_;
  at::Tensor neighbors_;  // int64 [N, k], or undefined
  at::Tensor sigma_;      // float [channels or features], noise in units of the normalised input
};

}  // namespace mixup::train
