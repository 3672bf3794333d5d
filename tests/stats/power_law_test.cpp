// power_law_test: a law is found again, and points that no line goes through get the one computed by hand.
#include "stats/power_law.hpp"

#include <cmath>

#include "error_of.hpp"
#include "near.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("a power law is found again from its points") {
  auto const law = fit_power_law({1, 2, 4, 8}, {3, 12, 48, 192});  // 3 x^2
  CHECK(near(law.exponent, 2));
  CHECK(near(law.factor, 3));
}

TEST_CASE("points off a line get the exponent of least squares") {
  // log2 x: 0 1 2, log2 y: 0 2 1; slope = sum (u - 1)(v - 1) / sum (u - 1)^2 = (1 + 0 + 0) / 2
  auto const law = fit_power_law({1, 2, 4}, {1, 4, 2});
  CHECK(near(law.exponent, 0.5));
  CHECK(near(law.factor, std::sqrt(2.0)));  // log2: 1 - 0.5
}

TEST_CASE("points that no law goes through are a bug") {
  CHECK(contains(error_of([] { fit_power_law({2, 2}, {1, 3}); }).what(), "two or more"));
  CHECK(contains(error_of([] { fit_power_law({1, 2}, {1, 0}); }).what(), "above 0"));
  CHECK(contains(error_of([] { fit_power_law({1, 2}, {1}); }).what(), "2 x and 1 y"));
}
