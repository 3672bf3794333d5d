// seed_mean: Student's t of a mean over seeds.
#include "stats/seed_mean.hpp"

#include <cmath>

#include "stats/descriptive.hpp"
#include "stats/student.hpp"

namespace mixup {

SeedMean seed_mean(std::vector<double> const& values, double overlap) {
  auto const n = static_cast<double>(values.size());
  double const centre = mean(values);  // throws when there are none
  return {centre, static_cast<int64_t>(values.size()), sample_sd(values) * std::sqrt(1 / n + overlap)};
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
