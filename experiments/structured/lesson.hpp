// lesson: a step of a net that learns strings, and how wrong it is.
#pragma once
#include "experiments/structured/transcript.hpp"
#include "mix/blend.hpp"
#include "models/net.hpp"
#include "train/context.hpp"
#include "train/optimizer.hpp"
#include "train/tally.hpp"

namespace mixup::structured {

/// What is referred to while a run lasts.
struct Task {
  train::Context const& context;
  Run const& run;
  Net const& net;
  Parts const& parts;
};

/// lambda-weighted losses of both transcripts, mean over the batch, a scalar; a mixture lasts as long as the longer of
/// its recordings.
at::Tensor loss_of(Task const& task, Strings const& batch, mix::Blend const& blend);

/// The step of epoch `epoch` that comes after those of `sums`, of `steps`, on strings in `order`. Adds to the sums.
/// Returns "", or what was not finite.
std::string learn(Task const& task, train::Optimizer& optimizer, at::Tensor const& order, int64_t epoch, int64_t steps,
                  train::EpochSums& sums);

/// Edits per digit of the transcripts, in percent, by the best path.
double digit_error(Task const& task, Strings const& all);

}  // namespace mixup::structured
