// trainer: one epoch of a classifier, step by step.
#pragma once
#include "data/loader.hpp"
#include "mix/pairing.hpp"
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
  /// Batches an epoch.
  int64_t steps() const;

 private:
  /// What passes the net at once: a batch, or a part of one (Budget::micro_batch).
  struct Piece {
    mix::Partners partners;
    Want want;     // of the batch and of the partners that join it
    int64_t draw;  // numbers the pieces of an epoch; the method draws by it
    double share;  // of the examples of its batch
  };
  struct StepLoss {
    double loss, error;
  };
  std::vector<std::vector<Piece>> plan(Method const& method, int64_t epoch, int64_t steps) const;
  StepLoss learn(Method const& method, Piece const& piece, Batch const& batch, int64_t epoch);

  Session const& session_;
  Run const& run_;
  Net const& net_;
  Dataset const& train_;
  Optimizer optimizer_;
  at::Tensor neighbors_;  // int64 [N, k], or undefined
  at::Tensor sigma_;      // float [channels or features], noise in units of the normalised input
  bool drops_;            // the net drops units whatever the method says
};

}  // namespace mixup::train
