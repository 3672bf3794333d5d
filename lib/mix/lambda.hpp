// lambda: the weights of a mixture, Beta for two examples and Dirichlet for more (section 2).
#pragma once
#include <ATen/core/Tensor.h>

#include "core/method.hpp"

namespace mixup::mix {

/// Weights [B, order], float32, each row sums to 1; the first column is lambda ~ Beta(alpha, alpha) (order 2) or the
/// first of Dirichlet(alpha, ..., alpha). lambda_per = batch: all rows equal; pair: rows b and B - 1 - b are. alpha 0:
/// (1, 0, ..., 0). Then the largest comes first, if heavy_first says so, and each weight w becomes
/// w + stretch (w - 1 / order). Drawn on the CPU from `seed`; safe down to alpha = 1e-300.
at::Tensor draw_weights(Method const& method, int64_t batch, uint64_t seed);

}  // namespace mixup::mix
