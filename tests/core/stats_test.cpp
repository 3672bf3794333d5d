// stats_test: figures computed by hand, the arithmetic in the comments.
#include "core/stats.hpp"

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

TEST_CASE("figures of no values are a bug, not a number") {
  for (auto* figure : {mean, sample_sd}) CHECK(error_of([&] { figure({}); }).code == Exit::bug);
  CHECK(error_of([] { median({}); }).code == Exit::bug);
}
