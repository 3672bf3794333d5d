// pairs: two training examples of different classes, and what a net says on the line between them.
#pragma once
#include "data/dataset.hpp"
#include "models/net.hpp"
#include "train/context.hpp"

namespace mixup::between {

/// int64 [count, 2]: rows of y, drawn uniformly from `seed` among all pairs of different labels. Exit::data when all
/// labels are equal.
at::Tensor draw_pairs(at::Tensor const& y, int64_t count, uint64_t seed);

/// One value for each lambda = 0, 1 / intervals, ..., 1; the point is x = lambda x_i + (1 - lambda) x_j.
struct Curves {
  std::vector<double> lambda;
  std::vector<double> miss;                // percent of pairs whose predicted class is neither y_i nor y_j
  std::vector<double> gradient;            // mean Euclidean norm of d CE(f(x), lambda y_i + (1 - lambda) y_j) / dx
  std::vector<double> gradient_of_answer;  // the same of d log p(predicted class) / dx
};

/// In eval mode, fp32, without augmentation; gradients by the normalised input.
Curves measure(train::Context const& context, Net const& net, Dataset const& data, at::Tensor const& pairs,
               int64_t intervals);

}  // namespace mixup::between
