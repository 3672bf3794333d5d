// descriptive_test: numbers computed by hand, the arithmetic in the comments.
#include "stats/descriptive.hpp"

#include <cmath>

#include "error_of.hpp"
#include "near.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("mean, median and standard deviation are those by hand") {
  CHECK(near(mean({1, 2, 6}), 3));                    // 9 / 3
  CHECK(near(median({6, 1, 2}), 2));                  // 1 [2] 6
  CHECK(near(median({4, 1, 2, 10}), 3));              // 1 [2 4] 10
  CHECK(near(sample_sd({1, 2, 6}), std::sqrt(7.0)));  // (4 + 1 + 9) / 2 = 7
  CHECK(sample_sd({5}) == 0);
}

TEST_CASE("a quantile is linear between neighbours") {
  CHECK(quantile({1, 2, 4}, 0.5) == 2);
  CHECK(quantile({1, 2, 4}, 0.25) == 1.5);
  CHECK(quantile({1, 2, 4}, 0.75) == 3);
  CHECK(quantile({1, 2, 4}, 1) == 4);
  CHECK(error_of([] { quantile({}, 0.5); }).code == Exit::bug);
}

TEST_CASE("statistics of no values are a bug, not a number") {
  for (auto* statistic : {mean, sample_sd}) CHECK(error_of([&] { statistic({}); }).code == Exit::bug);
  CHECK(error_of([] { median({}); }).code == Exit::bug);
}
