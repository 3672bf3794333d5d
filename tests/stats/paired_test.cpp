// paired_test: sums over the seeds that all terms have.
#include "stats/paired.hpp"

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using test::error_of;
using Numbers = std::vector<double>;

TEST_CASE("a difference is taken at the seeds that both have, in their order") {
  auto const found = paired_sum({{1, {{10, 9}, {1, 5}, {2, 7}}}, {-1, {{2, 4}, {10, 3}, {3, 1}}}});
  CHECK(found.seeds == std::vector<int64_t>{2, 10});
  CHECK(found.terms == std::vector<Numbers>{{7, 9}, {4, 3}});
  CHECK(found.sums == Numbers{3, 6});  // 7 - 4, 9 - 3
}

TEST_CASE("weights count, and terms without a seed in common have no sum") {
  CHECK(paired_sum({{-0.5, {{1, 8}}}, {0, {{1, 3}}}, {0.5, {{1, 2}}}}).sums == Numbers{-3});  // a slope over 3 levels
  CHECK(paired_sum({{1, {{1, 8}}}, {-1, {{2, 3}}}}).sums.empty());
  CHECK(error_of([] { paired_sum({}); }).code == Exit::bug);
}
