// epoch: the paper's training loop: one pass over the training set, every step on a mixed batch (section 2).
#pragma once
#include <functional>
#include <string>

#include "data/dataset.hpp"
#include "mix/targets.hpp"
#include "models/net.hpp"
#include "train/context.hpp"
#include "train/optimizer.hpp"
#include "train/parallel/exchange.hpp"
#include "train/passes.hpp"
#include "train/stepper.hpp"
#include "train/tally.hpp"

namespace mixup::train {

/// What learns, how, and from which examples; made once per run. Context, run and net are referred to.
struct Learner {
  /// Finds the neighbours when the method pairs by nearness: seconds to minutes. Says in the record how a GPU is used.
  /// Errors: Exit::usage.
  Learner(Context const& context, Run const& run, Net const& net, Dataset const& data);

  Context const& context;
  Run const& run;
  Net const& net;
  Dataset data;  // resident where that pays
  Passes passes;
  Exchange exchange;  // with the other ranks
  Optimizer optimizer;
  mix::Meaning meaning;    // of the labels, where the net is
  at::Tensor neighbors;    // int64 [N, k], or undefined
  at::Tensor noise_sigma;  // float [channels or features], in units of the normalised input
  bool drops;              // the net has dropout, of its own or the method's: it draws from the device's generator
  Stepper stepper;
  Tally tally;

  /// Batches per epoch; the last, smaller one counts.
  int64_t steps() const { return (data.y.numel() + run.budget.batch - 1) / run.budget.batch; }
};

/// Goes on with epoch `epoch` (from 0) after the steps that `sums` has, until `end` of them are done. `after_step` is
/// called when net, optimiser and sums are those of a whole number of steps: after each of them on the CPU, at the pace
/// of the progress on a GPU. Returns "", or what was not finite ("the loss", "the gradient"): then the parameters are
/// as they were before that step, the one after `sums.steps`.
std::string train_epoch(Learner& learner, int64_t epoch, EpochSums& sums, int64_t end,
                        std::function<void()> const& after_step = {});

}  // namespace mixup::train
