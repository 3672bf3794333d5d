// tabular: from a frame to the parts of a data set: split, impute, one-hot, scale (section 3.6).
//
// The paper states none of this. Here: a plain or stratified split (docs/deviations.md); a missing number becomes the
// mean of its column; a categorical column becomes one 0/1 column per category, not scaled; means and scales are
// measured on the training part only. The same goes for a number that is learnt in
// place of the class.
#pragma once
#include "data/dataset.hpp"
#include "formats/frame.hpp"

namespace mixup {

struct RowSplit {
  std::vector<int64_t> train, test;  // row numbers, in drawn order: a limit takes a random subset
};

/// Drawn from `run_seed`. Stratified: of each class with n rows, round(train_share * n) are for training.
RowSplit split_rows(Frame const& frame, DataSpec const& spec, uint64_t run_seed);

/// `frame` with the number in column `spec.target` (from 1; the one after the last is the class, by `class_numbers`) to
/// be learnt: without that column, without the classes, and without rows that lack the number. Errors: Exit::usage for
/// a column that is not there or holds no numbers.
Frame with_target(Frame const& frame, std::vector<double> const& class_numbers, DataSpec const& spec);

/// Training and test part, limited as `spec` says. Errors: Exit::usage when a part would be empty or too small.
Splits split_frame(Frame const& frame, DataSpec const& spec, uint64_t run_seed);

}  // namespace mixup
