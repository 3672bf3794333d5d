// descriptive: sums over a list, and positions in its order.
#include "stats/descriptive.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"

namespace mixup {
namespace {

void require_some(std::vector<double> const& values, char const* what) {
  if (values.empty()) throw error(Exit::bug, "{} of no values", what);
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

double quantile(std::vector<double> const& sorted, double q) {
  require_some(sorted, "quantile");
  double const at = q * static_cast<double>(sorted.size() - 1);
  auto const below = static_cast<size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - std::floor(at)) * (sorted[below + 1] - sorted[below]);
}

}  // namespace mixup
