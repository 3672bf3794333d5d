// calibration: whether a net that says 80 % is right eight times in ten.
#pragma once
#include <ATen/core/Tensor.h>

#include "core/json.hpp"

namespace mixup::train {

/// What a net said of each example: bool [N], float [N], float [N].
struct Confidence {
  at::Tensor wrong;
  at::Tensor most;   // probability of the class it answered
  at::Tensor brier;  // sum over classes of (p - [class is true])^2
};

/// What the logits say: logits float [N, classes] and labels int64 [N].
Confidence confidence(at::Tensor const& logits, at::Tensor const& y);

struct Calibration {
  double brier = 0;  // mean, 0 ... 2 (Brier 1950)
  double ece = 0;    // percent: mean over examples of |accuracy - confidence| of their bin
  Json reliability;  // {"confidence", "accuracy", "count"} of each bin; 0 where a bin is empty
};

/// As a checkpoint keeps it.
Json to_json(Calibration const& calibration);
/// What to_json wrote.
Calibration calibration_from_json(Json const& json);

/// Fifteen bins of equal width (0, 1/15], (1/15, 2/15], ... (Guo et al. 2017, section 2).
Calibration calibrate(Confidence const& answers);

}  // namespace mixup::train
