// tabular: means and scales are measured on rows of the training part alone.
#include "data/tabular.hpp"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "data/limit.hpp"

namespace mixup {
namespace {

/// 0 ... n - 1 in drawn order (Fisher and Yates, in Durstenfeld's form).
std::vector<int64_t> shuffled(int64_t n, uint64_t seed) {
  std::vector<int64_t> order(static_cast<size_t>(n));
  std::iota(order.begin(), order.end(), 0);
  SplitMix64 random(seed);
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

/// A number becomes (value - shift) * factor, a missing one first the mean.
struct Measured {
  double mean = 0, shift = 0, factor = 1;

  double operator()(double value) const { return ((std::isnan(value) ? mean : value) - shift) * factor; }
};

Measured measure(Frame const& frame, int64_t column, std::vector<int64_t> const& rows, Scaling scaling) {
  std::vector<double> present;
  for (int64_t row : rows)
    if (double const value = frame.at(row, column); !std::isnan(value)) present.push_back(value);
  Measured out;
  if (present.empty()) return {0, 0, 0};  // nothing to learn from: 0, also where the test part has a value
  out.mean = std::accumulate(present.begin(), present.end(), 0.0) / static_cast<double>(present.size());
  if (scaling == Scaling::none) return out;
  auto const [low, high] = std::minmax_element(present.begin(), present.end());
  double width = *high - *low;
  out.shift = *low;
  if (scaling == Scaling::zscore) {
    double squares = 0;  // a missing value counts as the mean and adds nothing
    for (double value : present) squares += (value - out.mean) * (value - out.mean);
    out.shift = out.mean;
    width = std::sqrt(squares / static_cast<double>(rows.size()));
  }
  out.factor = *low == *high ? 0 : 1 / width;  // a constant column tells nothing: 0
  return out;
}

/// Writes one column of the frame as one or, when categorical, several columns of x; returns the next free one.
int64_t write_column(float* x, int64_t width, int64_t next, std::vector<int64_t> const& rows, Frame const& frame,
                     int64_t column, Measured const& measured) {
  int64_t const categories = frame.categories[static_cast<size_t>(column)];
  for (size_t i = 0; i < rows.size(); ++i) {
    double const value = frame.at(rows[i], column);
    float* const out = x + static_cast<int64_t>(i) * width + next;
    if (categories == 0) *out = static_cast<float>(measured(value));
    for (int64_t k = 0; k < categories; ++k) out[k] = value == static_cast<double>(k) ? 1.0F : 0.0F;
  }
  return next + std::max<int64_t>(categories, 1);
}

Dataset make_part(Frame const& frame, std::vector<int64_t> const& rows, std::vector<Measured> const& measured) {
  int64_t width = 0;
  for (int64_t categories : frame.categories) width += std::max<int64_t>(categories, 1);
  auto const n = static_cast<int64_t>(rows.size());
  Dataset part{at::empty({n, width}, at::kFloat), at::empty({n}, at::kLong), frame.classes, {}, {}};
  int64_t next = 0;
  for (int64_t column = 0; column < frame.columns; ++column)
    next =
        write_column(part.x.data_ptr<float>(), width, next, rows, frame, column, measured[static_cast<size_t>(column)]);
  for (size_t i = 0; i < rows.size(); ++i) part.y.data_ptr<int64_t>()[i] = frame.labels[static_cast<size_t>(rows[i])];
  return part;
}

/// Mean and standard deviation of the numbers to be learnt in the training part.
Numbers measure_targets(Frame const& frame, std::vector<int64_t> const& rows) {
  Numbers out;
  double sum = 0, squares = 0;
  for (int64_t row : rows) sum += frame.targets[static_cast<size_t>(row)];
  out.mean = sum / static_cast<double>(rows.size());
  for (int64_t row : rows) squares += std::pow(frame.targets[static_cast<size_t>(row)] - out.mean, 2);
  out.std = squares > 0 ? std::sqrt(squares / static_cast<double>(rows.size())) : 1;
  return out;
}

/// The part learns numbers: its labels are their rows.
void put_targets(Dataset& part, Frame const& frame, std::vector<int64_t> const& rows, Numbers const& measured) {
  part.numbers = measured;
  part.numbers.standard = at::empty({static_cast<int64_t>(rows.size()), 1}, at::kFloat);
  part.y = at::arange(static_cast<int64_t>(rows.size()), at::kLong);
  part.classes = 1;
  auto* const out = part.numbers.standard.data_ptr<float>();
  for (size_t i = 0; i < rows.size(); ++i)
    out[i] = static_cast<float>((frame.targets[static_cast<size_t>(rows[i])] - measured.mean) / measured.std);
}

}  // namespace

RowSplit split_rows(Frame const& frame, DataSpec const& spec, uint64_t run_seed) {
  // One quota per class, or a single one for all rows.
  auto const group = [&](int64_t row) {
    return spec.stratified ? static_cast<size_t>(frame.labels[static_cast<size_t>(row)]) : size_t{0};
  };
  std::vector<int64_t> quota(static_cast<size_t>(spec.stratified ? frame.classes : 1));
  for (int64_t row = 0; row < frame.rows; ++row) ++quota[group(row)];
  for (int64_t& n : quota) n = std::llround(spec.train_share * static_cast<double>(n));
  RowSplit split;
  for (int64_t row : shuffled(frame.rows, derive_seed(run_seed, "split")))
    (quota[group(row)]-- > 0 ? split.train : split.test).push_back(row);
  return split;
}

Frame with_target(Frame const& frame, std::vector<double> const& class_numbers, DataSpec const& spec) {
  int64_t const column = spec.target - 1;
  bool const of_class = column == frame.columns;
  if (column < 0 || column > frame.columns || (of_class && class_numbers.empty()) ||
      (!of_class && frame.categories[static_cast<size_t>(column)] > 0))
    throw error(Exit::usage, "data.target: column {} of {} holds no numbers, allowed are those that do among 1 ... {}",
                spec.target, spec.name, frame.columns + 1);
  Frame out{0, 0, 1, {}, {}, {}};
  for (int64_t c = 0; c < frame.columns; ++c)
    if (c != column) out.categories.push_back(frame.categories[static_cast<size_t>(c)]);
  out.columns = static_cast<int64_t>(out.categories.size());
  for (int64_t row = 0; row < frame.rows; ++row) {
    double const target =
        of_class ? class_numbers[static_cast<size_t>(frame.labels[static_cast<size_t>(row)])] : frame.at(row, column);
    if (std::isnan(target)) continue;
    for (int64_t c = 0; c < frame.columns; ++c)
      if (c != column) out.values.push_back(frame.at(row, c));
    out.targets.push_back(target);
    out.labels.push_back(0);
    ++out.rows;
  }
  return out;
}

Splits split_frame(Frame const& frame, DataSpec const& spec, uint64_t run_seed) {
  RowSplit split = split_rows(frame, spec, run_seed);
  if (split.train.empty() || split.test.empty())
    throw error(Exit::usage,
                "data.train_share: {} of {} rows leaves {} to train on and {} to test on, allowed 1 or more",
                spec.train_share, frame.rows, split.train.size(), split.test.size());
  auto const cut = [](std::vector<int64_t>& rows, char const* field, int64_t limit) {
    rows.resize(static_cast<size_t>(limited(field, limit, static_cast<int64_t>(rows.size()))));
  };
  cut(split.train, "train_limit", spec.train_limit);
  cut(split.test, "test_limit", spec.test_limit);
  std::vector<Measured> measured;
  for (int64_t column = 0; column < frame.columns; ++column)
    measured.push_back(measure(frame, column, split.train, spec.scaling));
  Splits splits;
  splits.train = make_part(frame, split.train, measured);
  splits.test = make_part(frame, split.test, measured);
  if (!frame.targets.empty()) {
    auto const numbers = measure_targets(frame, split.train);
    put_targets(splits.train, frame, split.train, numbers);
    put_targets(splits.test, frame, split.test, numbers);
  }
  return splits;
}

}  // namespace mixup
