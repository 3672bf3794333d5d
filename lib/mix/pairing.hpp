// pairing: whom each example of a batch is mixed with (Table 5: AC or SC, RP or KNN).
#pragma once
#include <ATen/core/Tensor.h>

#include "core/method.hpp"

namespace mixup::mix {

struct Partners {
  at::Tensor extra;  // int64 [B (order - 1)] examples of the data set that join the batch as rows B ...; or empty
  at::Tensor rows;   // int64 [B, order] rows of the joined batch; column 0 is 0 ... B - 1
};

/// Random pairing permutes the batch (own class: within each class), so every example is a partner exactly once per
/// column; so it is by roll and by reversal, whose columns j are j examples before it, and the batch backwards rolled
/// by j - 1. Pairing by nearness or by label draws one of each example's `neighbors` (int64 [N, k]) and appends it.
/// `indices`, `y`: int64 [B], the examples of the batch and their labels, which pairing by class reads. Exit::bug if
/// neighbours are needed and absent.
Partners draw_partners(Method const& method, at::Tensor const& indices, at::Tensor const& y,
                       at::Tensor const& neighbors, uint64_t seed);

/// int64 [N, k]: the k nearest other examples of each row of x [N, ...] by Euclidean distance, nearest first; among its
/// own class only if `among` says so. A class smaller than k + 1 repeats its members in turn; a class of one repeats
/// the example itself. Exact, in blocks of rows.
at::Tensor nearest_neighbors(at::Tensor const& x, at::Tensor const& y, Pair const& pair);

/// int64 [N, k]: partners of each row of `numbers` (float [N, 1], standardised), drawn with replacement from all rows,
/// itself among them, with probabilities in proportion to exp(-(v_i - v_j)^2 / (2 sigma^2)), sigma = pair.bandwidth
/// (C-Mixup, Yao et al. 2022, section 3.1). Exit::usage where classes are learnt: `numbers` is then undefined.
at::Tensor like_labels(at::Tensor const& numbers, Pair const& pair, uint64_t seed);

}  // namespace mixup::mix
