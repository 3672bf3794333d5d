// evaluate: how wrong a net is on unmixed examples, in eval mode.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/calibration.hpp"
#include "train/session.hpp"

namespace mixup::train {

struct Score {
  double error = 0;  // percent
  double top5 = 0;   // percent of examples whose label is not among the five largest logits
  double loss = 0;   // mean cross-entropy
};

struct Verdicts {
  Confidence answers;  // n of each: where the net's answer is not the label, and how sure it was
  at::Tensor rank;     // int64 [n]: how many classes have a larger logit than the label's
  double loss = 0;     // mean cross-entropy
};

/// Judges the rows `indices` (int64 [n]) of the data by the labels `y` (int64 [N], one a row of the data), in eval mode
/// and without augmentation; the net is left in train mode.
Verdicts judge(Session const& session, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y);

/// Over the rows `indices` of the data, or all of them when undefined; no augmentation.
Score evaluate(Session const& session, Net const& net, Dataset const& data, at::Tensor indices = {});

}  // namespace mixup::train
