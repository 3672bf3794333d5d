// stats_test: figures computed by hand, the arithmetic in the comments.
#include "core/stats.hpp"

#include <cmath>

#include "expect_error.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

bool near(double a, double b, double within = 1e-9) { return std::abs(a - b) <= within; }

}  // namespace

TEST_CASE("mean, median and standard deviation are those by hand") {
  CHECK(near(mean({1, 2, 6}), 3));                    // 9 / 3
  CHECK(near(median({6, 1, 2}), 2));                  // 1 [2] 6
  CHECK(near(median({4, 1, 2, 10}), 3));              // 1 [2 4] 10
  CHECK(near(sample_sd({1, 2, 6}), std::sqrt(7.0)));  // (4 + 1 + 9) / 2 = 7
  CHECK(sample_sd({5}) == 0);
}

TEST_CASE("the 95 % interval is t times sd over root n") {
  CHECK(near(interval95({1, 3}), 12.706, 1e-3));                   // sd sqrt(2), n 2: 12.706 * sqrt(2) / sqrt(2)
  CHECK(near(interval95({1, 2, 6}), 4.303 * std::sqrt(7.0 / 3)));  // sd sqrt(7), n 3
  CHECK(near(interval95({0, 0, 0, 0, 10}), 2.776 * 2, 1e-9));      // mean 2, sd sqrt(80 / 4), sqrt(20 / 5) = 2
  CHECK(interval95({5}) == 0);
}

TEST_CASE("t of more degrees than the table goes on smoothly to the normal") {
  auto const t = [](int n) {  // of n values, solved from interval = t * sd / sqrt(n)
    std::vector<double> values;
    for (int i = 0; i < n; ++i) values.push_back(i % 2 ? 1 : -1);
    return interval95(values) * std::sqrt(static_cast<double>(n)) / sample_sd(values);
  };
  CHECK(near(t(30 + 2), 2.0395, 2e-4));    // t(0.975; 31) of any table
  CHECK(near(t(60 + 1), 2.0003, 2e-4));    // t(60)
  CHECK(near(t(1000 + 1), 1.9623, 2e-4));  // t(1000)
}

TEST_CASE("figures of no values are a bug, not a number") {
  for (auto* figure : {mean, sample_sd, interval95}) CHECK(error_of([&] { figure({}); }).code == Exit::bug);
  CHECK(error_of([] { median({}); }).code == Exit::bug);
}
