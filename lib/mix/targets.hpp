// targets: what the net is asked to say about a mixture, and how wrong an answer is.
#pragma once
#include <ATen/core/Tensor.h>

#include "core/method.hpp"
#include "mix/blend.hpp"

namespace mixup::mix {

/// float [B', classes]: 1 - epsilon at the label plus epsilon / classes everywhere (Szegedy et al. 2016, section 7).
at::Tensor smooth_one_hot(at::Tensor const& y, int64_t classes, double epsilon);

/// float [B, order]: what each row of a mixture counts for its label: the weights; or all on the heaviest row; or all
/// on the first (Table 5: "inputs only" keeps the label of the heavier example); or the weights clipped to [0, 1] and
/// divided by their sum.
at::Tensor label_weights(LabelRule rule, at::Tensor const& weights);

/// Mean over the batch of -sum_c q_c log softmax(logits)_c; q [B, classes] sums to 1. A scalar in float32.
at::Tensor soft_cross_entropy(at::Tensor const& logits, at::Tensor const& q);

/// [B, classes]: its derivative by the logits, (softmax(logits) - q) / B, of float32 tensors on the CPU.
at::Tensor soft_cross_entropy_gradient(at::Tensor const& logits, at::Tensor const& q);

/// Mean over the batch of sum_k (answers_k - q_k)^2; both float [B, outputs]. A scalar in float32.
at::Tensor squared_error(at::Tensor const& answers, at::Tensor const& q);

/// [B, outputs]: its derivative by the answers, 2 (answers - q) / B.
at::Tensor squared_error_gradient(at::Tensor const& answers, at::Tensor const& q);

/// A loss as a value: of float [B, outputs] answers and what they were asked to be.
using LossGradient = at::Tensor (*)(at::Tensor const& answers, at::Tensor const& q);
struct Loss {
  at::Tensor (*of)(at::Tensor const& answers, at::Tensor const& q);  // a scalar
  LossGradient gradient;                                             // of it by the answers
};

/// What the labels of a data set stand for, and with it how an answer is judged: classes, by the cross-entropy; or
/// numbers, by the squared error.
struct Meaning {
  Meaning(int64_t its_outputs, at::Tensor its_numbers = {}) : outputs(its_outputs), numbers(std::move(its_numbers)) {}
  Loss const& loss() const;
  int64_t outputs;     // of the net: classes, or numbers of a label
  at::Tensor numbers;  // float [labels, outputs]; undefined: a label is a class
};

/// float [B', outputs]: the numbers that the labels y stand for, or smooth_one_hot.
at::Tensor targets_of(Meaning const& meaning, at::Tensor const& y, double epsilon);

/// lambda-weighted error, mean over the batch: sum_j w_j [argmax(logits) != y[rows_j]], with label weights w. In [0, 1]
/// where they are.
/// A scalar.
at::Tensor weighted_error(at::Tensor const& logits, at::Tensor const& y, at::Tensor const& label_weights,
                          at::Tensor const& rows);

}  // namespace mixup::mix
