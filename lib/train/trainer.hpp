// trainer: one epoch of a classifier, step by step.
#pragma once
#include <functional>
#include <string>

#include "data/loader.hpp"
#include "mix/pairing.hpp"
#include "models/net.hpp"
#include "train/optimizer.hpp"
#include "train/session.hpp"

namespace mixup::train {

/// Of the steps of an epoch that are done: what it takes to go on with it, and its figures.
struct EpochSums {
  int64_t steps = 0, images = 0;
  double loss = 0, error = 0;  // sums over the images; error lambda-weighted
  double seconds = 0;          // of training, without what `between` does
  std::string fault;           // empty, or what was not finite in the step after these

  double mean_loss() const { return loss / static_cast<double>(images); }
  double mean_error() const { return 100 * error / static_cast<double>(images); }  // percent
};

class Trainer {
 public:
  Trainer(Session const& session, Run const& run, Net const& net, Splits const& data);
  /// Goes on with an epoch after the steps that `sums` has, until `end` of them are done or something is not finite.
  /// `between` is called after every step, when net, optimiser and sums are those of a whole number of steps.
  void advance(int64_t epoch, EpochSums& sums, int64_t end, std::function<void()> const& between = {});
  /// Batches an epoch.
  int64_t steps() const;
  Optimizer& optimizer() { return optimizer_; }

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
  std::vector<std::vector<Piece>> plan(Method const& method, int64_t epoch, int64_t begin, int64_t end) const;
  std::string step(Method const& method, std::vector<Piece> const& pieces, Loader& loader, int64_t epoch,
                   EpochSums& sums);
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
