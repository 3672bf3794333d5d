// evaluate: how wrong a net is on unmixed examples, in eval mode.
#pragma once
#include <functional>

#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/calibration.hpp"
#include "train/context.hpp"

namespace mixup::train {

/// What a net says of n examples.
struct Answers {
  Confidence confidence;  // of each: whether the net's answer is not the label, and how sure it was
  at::Tensor rank;        // int64 [n]: how many classes have a larger logit than the label's
  double loss = 0;        // mean cross-entropy
};

/// Called after each batch of a judging, which it may end by throwing (Checkpoints::after_step, stop_if_asked).
using AfterBatch = std::function<void()>;

/// Shows the net the rows `indices` (int64 [n]) of the data, whose labels are `y` (int64 [N], one per row of the data),
/// in eval mode and without augmentation; the net is left in train mode. Several ranks share the batches; each gets all
/// answers, and `after_batch` is called equally often on each.
Answers answer(Context const& context, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y, AfterBatch const& after_batch = {});

struct Score {
  double error = 0;  // percent
  double top5 = 0;   // percent of examples whose label is not among the five largest logits
  double loss = 0;   // mean cross-entropy
  Calibration calibration;
};

/// Judges the rows `indices` of the data, all of them when undefined, by the data's own labels.
Score evaluate(Context const& context, Net const& net, Dataset const& data, AfterBatch const& after_batch = {},
               at::Tensor indices = {});

}  // namespace mixup::train
