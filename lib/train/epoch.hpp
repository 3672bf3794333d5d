// epoch: the paper's training loop: one pass over the training set, every step on a mixed batch (section 2).
#pragma once
#include <functional>
#include <string>

#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/context.hpp"
#include "train/optimizer.hpp"
#include "train/passes.hpp"

namespace mixup::train {

/// What learns, how, and from which examples; made once per run. Context, run, net and data are referred to.
struct Learner {
  /// Finds the neighbours when the method pairs by nearness: seconds to minutes. Errors: Exit::usage.
  Learner(Context const& context, Run const& run, Net const& net, Dataset const& data);

  Context const& context;
  Run const& run;
  Net const& net;
  Dataset const& data;
  Passes passes;
  Optimizer optimizer;
  at::Tensor neighbors;    // int64 [N, k], or undefined
  at::Tensor noise_sigma;  // float [channels or features], in units of the normalised input
  bool net_drops;          // the net has dropout of its own

  /// Batches per epoch; the last, smaller one counts.
  int64_t steps() const { return (data.y.numel() + run.budget.batch - 1) / run.budget.batch; }
};

/// The steps of an epoch that are done: what it takes to go on with it, and its figures.
struct EpochSums {
  int64_t steps = 0, images = 0;
  double loss = 0, error = 0;  // sums over the images; error lambda-weighted
  double seconds = 0;          // of training, without what `after_step` does

  double mean_loss() const { return loss / static_cast<double>(images); }
  double mean_error() const { return 100 * error / static_cast<double>(images); }  // percent
  double images_per_second() const { return static_cast<double>(images) / seconds; }
};

/// Goes on with epoch `epoch` (from 0) after the steps that `sums` has, until `end` of them are done. `after_step` is
/// called when net, optimiser and sums are those of a whole number of steps. Returns "", or what was not finite ("the
/// loss", "the gradient"): then the net is as it was before that step.
std::string train_epoch(Learner& learner, int64_t epoch, EpochSums& sums, int64_t end,
                        std::function<void()> const& after_step = {});

}  // namespace mixup::train
