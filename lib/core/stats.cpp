#include "core/stats.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"

namespace mixup {
namespace {

void require_some(std::vector<double> const& values, char const* what) {
  if (values.empty()) throw error(Exit::bug, "{} of no values", what);
}

/// 97.5 % quantile of Student's t for `freedom` degrees (any table of t; the last entry is the normal's).
double student975(size_t freedom) {
  constexpr double kTable[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                               2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                               2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
  constexpr size_t kKnown = sizeof kTable / sizeof *kTable;
  if (freedom <= kKnown) return kTable[freedom - 1];
  // Beyond the table: the first terms of the expansion of t in 1 / freedom around the normal quantile z (Abramowitz and
  // Stegun 26.7.5), right to 0.0002 here.
  constexpr double z = 1.959964, z3 = z * z * z, z5 = z3 * z * z;
  auto const n = static_cast<double>(freedom);
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n);
}

}  // namespace

double mean(std::vector<double> const& values) {
  require_some(values, "mean");
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median(std::vector<double> values) {
  require_some(values, "median");
  std::sort(values.begin(), values.end());
  size_t const half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double sample_sd(std::vector<double> const& values) {
  double const centre = mean(values);
  if (values.size() < 2) return 0;
  double squares = 0;
  for (double v : values) squares += (v - centre) * (v - centre);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double interval95(std::vector<double> const& values) {
  if (values.size() < 2) return 0 * mean(values);
  return student975(values.size() - 1) * sample_sd(values) / std::sqrt(static_cast<double>(values.size()));
}

}  // namespace mixup
