// inference_test: what verdicts rest on, each figure computed by hand with the arithmetic in the comment.
#include <cmath>
#include <limits>

#include "error_of.hpp"
#include "near.hpp"
#include "stats/bootstrap.hpp"
#include "stats/descriptive.hpp"
#include "stats/multiplicity.hpp"
#include "stats/rank.hpp"
#include "stats/seed_mean.hpp"
#include "stats/student.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr double kPi = 3.14159265358979323846;

double mean_of(std::vector<double> const& values, Draws const& draws) {
  std::vector<double> drawn;
  for (size_t i : draws[0]) drawn.push_back(values[i]);
  return mean(drawn);
}

Interval of_mean(std::vector<double> const& values) {
  return bootstrap({values.size()}, "test", [&](Draws const& draws) { return mean_of(values, draws); });
}

}  // namespace

TEST_CASE("Student's t has the closed forms of few degrees of freedom") {
  CHECK(near(student_cdf(1, 1), 0.75));                                   // Cauchy: 1/2 + atan(1) / pi
  CHECK(near(student_cdf(std::sqrt(2.0), 2), 0.5 + std::sqrt(2.0) / 4));  // 1/2 + t / (2 sqrt(2 + t^2))
  CHECK(near(student_cdf(std::sqrt(3.0), 3), 0.75 + 1 / (2 * kPi)));      // angle pi/4: pi/4 + sin cos = pi/4 + 1/2
  CHECK(near(student_cdf(2, 4), 0.5 + 5 / std::sqrt(128.0)));             // sin = cos = 1/sqrt(2): sin (1 + 1/4) / 2
  CHECK(near(student_cdf(std::sqrt(5.0), 5), 0.75 + 2 / (3 * kPi)));      // pi/4 + sin (cos + 2/3 cos^3) = pi/4 + 2/3
  CHECK(near(student_cdf(-1, 1), 0.25));
  CHECK(student_cdf(-std::numeric_limits<double>::infinity(), 7) == 0);
  CHECK(error_of([] { student_cdf(1, 0); }).code == Exit::bug);
}

TEST_CASE("its quantiles are those of any table and the inverse of its cdf") {
  CHECK(near(student_quantile(0.975, 1), std::tan(0.475 * kPi), 1e-8));  // 12.706
  CHECK(near(student_quantile(0.975, 2), 4.3027, 5e-5));
  CHECK(near(student_quantile(0.975, 19), 2.0930, 5e-5));
  CHECK(near(student_quantile(0.95, 30), 1.6973, 5e-5));
  CHECK(near(student_quantile(0.975, 1000), 1.9623, 5e-5));
  CHECK(near(student_quantile(0.025, 5), -student_quantile(0.975, 5)));
  for (double p : {0.01, 0.4, 0.999}) CHECK(near(student_cdf(student_quantile(p, 6), 6), p));
  CHECK(error_of([] { student_quantile(1, 3); }).code == Exit::bug);
}

TEST_CASE("a mean over seeds has the standard error of a mean and the interval of Student's t") {
  auto const e = seed_mean({1, 2, 6});  // sd sqrt(7)
  CHECK(near(e.value, 3));
  CHECK(e.n == 3);
  CHECK(near(e.error, std::sqrt(7.0 / 3)));
  CHECK(near(*half_width(e), 4.3027 * std::sqrt(7.0 / 3), 1e-3));
}

TEST_CASE("one seed has no interval and is no evidence") {
  auto const e = seed_mean({-5});
  CHECK(e.value == -5);
  CHECK(!half_width(e));
  CHECK(p_below(e, 0) == 1);
  CHECK(p_above(e, 0) == 1);
  CHECK(error_of([] { seed_mean({}); }).code == Exit::bug);
}

TEST_CASE("splits that overlap widen the interval by the share that is tested on") {
  auto const e = seed_mean({1, 2, 6}, {0.2 / 0.8});  // sqrt(7) sqrt(1/3 + 1/4) = sqrt(7) sqrt(7/12) = 7 / sqrt(12)
  CHECK(near(e.error, 7 / std::sqrt(12.0)));
}

TEST_CASE("the scatter has a floor, and a variance that all seeds share is added") {
  CHECK(near(seed_mean({3, 3, 3, 3}, {0, 0.5}).error, 0.5 / 2));
  CHECK(near(seed_mean({1, 2, 6}, {0, 0.5}).error, std::sqrt(7.0 / 3)));  // sd sqrt(7) is above it
  CHECK(near(seed_mean({1, 2, 6}, {0, 0, 4}).error, std::sqrt(7.0 / 3 + 4)));
  CHECK(seed_mean({1}, {0, 0.5, 4}).error == 0);  // one seed: no error is known
}

TEST_CASE("p is the tail of t beyond the bound, on the side that is asked about") {
  auto const e =
      seed_mean({-1, -2, -3});  // t = -2 / (1 / sqrt(3)) = -sqrt(12), 2 degrees: 1/2 - sqrt(12) / (2 sqrt(14))
  double const tail = 0.5 - std::sqrt(12.0) / (2 * std::sqrt(14.0));
  CHECK(near(p_below(e, 0), tail));
  CHECK(near(p_above(e, 0), 1 - tail));
  CHECK(near(p_above(e, -4), tail));   // the same distance on the other side
  CHECK(near(p_below(e, -2), 0.5));    // at the bound
  CHECK(p_below({-1, 3, 0}, 0) == 0);  // no spread: the limit
  CHECK(p_below({0, 3, 0}, 0) == 1);   // ... and at the bound nothing is below it
  CHECK(p_above({0, 3, 0}, 0) == 1);
}

TEST_CASE("the bootstrap's interval is that of the enumerated draws") {
  auto const two = of_mean({0, 1});  // means 0, 1/2, 1 with 1/4, 1/2, 1/4
  CHECK(two.low == 0);
  CHECK(two.high == 1);
  auto const four = of_mean({0, 0, 0, 4});  // P(4) = 1/256, P(>= 3) = 13/256 > 0.025; P(0) = 81/256
  CHECK(four.low == 0);
  CHECK(four.high == 3);
  auto const one = of_mean({7});
  CHECK(one.low == 7);
  CHECK(one.high == 7);
  CHECK(error_of([] { of_mean({}); }).code == Exit::bug);
}

TEST_CASE("the bootstrap of a mean of many is that of the normal law, and the same each time") {
  std::vector<double> values;  // -1 and 1, fifty each: sd 1, so 1.96 / sqrt(100)
  for (int i = 0; i < 100; ++i) values.push_back(i % 2 ? 1 : -1);
  auto const a = of_mean(values), b = of_mean(values);
  CHECK(near(a.low, -0.196, 0.025));
  CHECK(near(a.high, 0.196, 0.025));
  CHECK(a.low == b.low);
  CHECK(a.high == b.high);
}

TEST_CASE("Kendall's tau counts pairs in the same and in the opposite order") {
  auto const a = kendall({1, 2, 3, 4}, {1, 3, 2, 4});  // 5 of 6 pairs agree: (5 - 1) / 6
  CHECK(near(a.tau, 4.0 / 6));
  CHECK(near(a.p, 4.0 / 24));  // of 24 orders one agrees in all pairs, and three in all but one
  CHECK(near(kendall({1, 2, 3}, {9, 5, 1}).tau, -1));
  CHECK(near(kendall({1, 2, 3}, {9, 5, 1}).p, 1));
}

TEST_CASE("p of Kendall's tau is the share of all orders that agree as well") {
  std::vector<double> const given = {1, 2, 3, 4, 5, 6}, found = {2, 1, 3, 5, 4, 6};
  auto const tau = kendall(given, found).tau;
  std::vector<double> order = given;
  int as_well = 0, all = 0;
  do {
    as_well += kendall(given, order).tau >= tau - 1e-9;
    ++all;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(all == 720);
  CHECK(near(kendall(given, found).p, as_well / 720.0));
}

TEST_CASE("tau-b leaves tied pairs out of both counts") {
  // 4 pairs agree, none disagrees, 1 is tied in each list: 2 * 4 / sqrt((12 - 2) (12 - 2)).
  // Variance: (4 * 3 * 13 - 18 - 18) / 18 + 2 * 2 / (2 * 12) = 6.8333; z = (4 - 1) / 2.6141 = 1.1476.
  auto const a = kendall({1, 1, 2, 3}, {1, 2, 2, 3});
  CHECK(near(a.tau, 0.8));
  CHECK(near(a.p, 0.1256, 1e-4));
  CHECK(kendall({1, 1, 1}, {1, 2, 3}).tau == 0);
  CHECK(kendall({1, 1, 1}, {1, 2, 3}).p == 1);
  CHECK(error_of([] { kendall({1, 2}, {1, 2}); }).code == Exit::bug);
  CHECK(error_of([] { kendall({1, 2, 3}, {1, 2}); }).code == Exit::bug);
}

TEST_CASE("the probability of improvement is the share of pairs that we win, ties counting half") {
  auto const one = improvement({{{1, 2}, {2, 3}}});  // 1 < 2, 1 < 3, 2 = 2, 2 < 3: 3.5 / 4
  CHECK(near(one.probability, 0.875));
  CHECK(one.interval.low >= 0.5);  // the worst draw: ours 2 and 2, theirs 2 and 2
  CHECK(one.interval.high == 1);
  CHECK(near(improvement({{{1, 2}, {2, 3}}, {{5}, {4}}}).probability, 0.4375));  // problems count alike
  CHECK(error_of([] { improvement({{{}, {1}}}); }).code == Exit::bug);
}

TEST_CASE("Holm's adjustment multiplies the smallest by all, the next by one fewer, and never falls") {
  auto const p = holm({0.01, 0.04, 0.03});  // 3 * 0.01; 2 * 0.03; 1 * 0.04 < 0.06
  CHECK(near(p[0], 0.03));
  CHECK(near(p[1], 0.06));
  CHECK(near(p[2], 0.06));
  CHECK(holm({0.7, 0.9}) == std::vector<double>{1, 1});
  CHECK(holm({}).empty());
}

TEST_CASE("at least k of m hold: the k-th smallest p times what may fail and one") {
  CHECK(near(at_least({0.01, 0.2, 0.03}, 3), 0.2));   // all: the largest
  CHECK(near(at_least({0.01, 0.2, 0.03}, 2), 0.06));  // 2 * 0.03
  CHECK(near(at_least({0.01, 0.2, 0.03}, 1), 0.03));  // Bonferroni: 3 * 0.01
  CHECK(at_least({0.9, 0.8}, 1) == 1);
  CHECK(error_of([] { at_least({0.1}, 2); }).code == Exit::bug);
  CHECK(error_of([] { at_least({0.1}, 0); }).code == Exit::bug);
}
