// summary_test: the figures of short curves, by hand.
#include "results/summary.hpp"

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("the median is of the last ten epochs, epochs count from 1") {
  auto const figures = summarize({1, 90, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3});
  CHECK(figures["median_last_10"] == 7.5);  // of 12 ... 3: (8 + 7) / 2
  CHECK(figures["last"] == 3);
  CHECK(figures["best"] == 1);
  CHECK(figures["best_epoch"] == 1);
  CHECK_FALSE(figures.contains("selected"));
}

TEST_CASE("a curve shorter than ten epochs is taken whole") {
  CHECK(summarize({4, 2, 9})["median_last_10"] == 4);
  CHECK(summarize({4})["median_last_10"] == 4);
}

TEST_CASE("the best epoch is the first of equals") { CHECK(summarize({5, 3, 4, 3})["best_epoch"] == 2); }

TEST_CASE("with validation the test figure of its first lowest epoch is selected") {
  auto const figures = summarize({5, 3, 4, 2}, {9, 7, 7, 8});
  CHECK(figures["selected"] == 3);
  CHECK(figures["selected_epoch"] == 2);
}

TEST_CASE("no curve, or one of another length than its validation, is a bug") {
  CHECK(error_of([] { summarize({}); }).code == Exit::bug);
  CHECK(error_of([] { summarize({1, 2}, {1}); }).code == Exit::bug);
}
