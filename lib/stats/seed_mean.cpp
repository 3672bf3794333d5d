// seed_mean: Student's t of a mean over seeds.
#include "stats/seed_mean.hpp"

#include <algorithm>
#include <cmath>

#include "stats/descriptive.hpp"
#include "stats/student.hpp"

namespace mixup {

SeedMean seed_mean(std::vector<double> const& values, Spread const& spread) {
  auto const n = static_cast<double>(values.size());
  double const centre = mean(values);  // throws when there are none
  if (values.size() < 2) return {centre, 1, 0};
  double const sd = std::max(sample_sd(values), spread.floor);
  double const error = std::sqrt(sd * sd * (1 / n + spread.overlap) + spread.common);
  return {centre, static_cast<int64_t>(values.size()), error};
}

std::optional<double> half_width(SeedMean const& e) {
  if (e.n < 2) return std::nullopt;
  return student_quantile(0.975, e.n - 1) * e.error;
}

double p_below(SeedMean const& e, double bound) {
  if (e.n < 2) return 1;
  double const distance = e.value - bound;
  if (e.error == 0) return distance < 0 ? 0 : 1;
  return student_cdf(distance / e.error, e.n - 1);
}

double p_above(SeedMean const& e, double bound) { return p_below({-e.value, e.n, e.error}, -bound); }

}  // namespace mixup
