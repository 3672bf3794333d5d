// judge: how far the answers of a net are from the numbers, in their own unit.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/context.hpp"

namespace mixup::regression {

struct Errors {
  double rmse = 0;  // root of the mean squared error, in the unit of the numbers
  double mape = 0;  // percent: mean of |answer - number| / |number|, over the numbers that are not 0
};

/// `answers`, float [N, 1], are standardised as `numbers` are; both are shifted by `plus` when the share is taken (the
/// age of an abalone is its rings + 1.5).
Errors errors(at::Tensor const& answers, Numbers const& numbers, double plus);

/// Shows the net all rows of the data, in eval mode; the net is left in train mode.
Errors judge(train::Context const& context, Net const& net, Dataset const& data, double plus);

}  // namespace mixup::regression
