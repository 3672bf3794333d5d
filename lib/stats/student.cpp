// student: the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4, and its inverse by bisection.
#include "stats/student.hpp"

#include <cmath>

#include "core/error.hpp"

namespace mixup {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// P(|T| <= t) for t >= 0: a sum of about freedom / 2 terms in the cosine of the angle atan(t / sqrt(freedom)).
double within(double t, int64_t freedom) {
  double const angle = std::atan(t / std::sqrt(static_cast<double>(freedom)));
  double const sine = std::sin(angle), square = std::cos(angle) * std::cos(angle);
  bool const odd = freedom % 2 != 0;
  double term = odd ? std::cos(angle) : 1, sum = freedom == 1 ? 0 : term;
  for (int64_t k = odd ? 3 : 2; k < freedom; k += 2) {  // odd: 2/3, 4/5, ... ; even: 1/2, 3/4, ...
    auto const of = static_cast<double>(k);
    term *= square * (of - 1) / of;
    sum += term;
  }
  return odd ? 2 / kPi * (angle + sine * sum) : sine * sum;
}

}  // namespace

double student_cdf(double t, int64_t freedom) {
  if (freedom < 1) throw error(Exit::bug, "Student's t: got {} degrees of freedom, allowed 1 and more", freedom);
  double const half = within(std::abs(t), freedom) / 2;
  return t < 0 ? 0.5 - half : 0.5 + half;
}

double student_quantile(double p, int64_t freedom) {
  if (!(p > 0 && p < 1)) throw error(Exit::bug, "Student's t: got the quantile {}, allowed between 0 and 1", p);
  if (p < 0.5) return -student_quantile(1 - p, freedom);
  double low = 0, high = 1;
  while (student_cdf(high, freedom) < p) low = high, high *= 2;
  while (high - low > 1e-12 * high) {
    double const middle = (low + high) / 2;
    (student_cdf(middle, freedom) < p ? low : high) = middle;
  }
  return high;
}

}  // namespace mixup
