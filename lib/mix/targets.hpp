// targets: what the net is asked to say about a mixture, and how wrong an answer is.
#pragma once
#include <ATen/core/Tensor.h>

#include "core/method.hpp"
#include "mix/blend.hpp"

namespace mixup::mix {

/// float [B', classes]: 1 - epsilon at the label plus epsilon / classes everywhere (Szegedy et al. 2016, section 7).
at::Tensor smooth_one_hot(at::Tensor const& y, int64_t classes, double epsilon);

/// float [B, order]: what each row of a mixture counts for its label: the weights; or all on the heaviest row; or all
/// on the first (Table 5: "inputs only" keeps the label of the heavier example).
at::Tensor label_weights(LabelRule rule, at::Tensor const& weights);

/// Mean over the batch of -sum_c q_c log softmax(logits)_c; q [B, classes] sums to 1. A scalar in float32.
at::Tensor soft_cross_entropy(at::Tensor const& logits, at::Tensor const& q);

/// [B, classes]: its derivative by the logits, (softmax(logits) - q) / B, of float32 tensors on the CPU.
at::Tensor soft_cross_entropy_gradient(at::Tensor const& logits, at::Tensor const& q);

/// lambda-weighted error in [0, 1], mean over the batch: sum_j w_j [argmax(logits) != y[rows_j]], with label weights w.
/// A scalar.
at::Tensor weighted_error(at::Tensor const& logits, at::Tensor const& y, at::Tensor const& label_weights,
                          at::Tensor const& rows);

}  // namespace mixup::mix
