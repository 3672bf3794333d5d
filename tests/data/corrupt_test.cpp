// corrupt_test: the law of the label noise.
#include "data/corrupt.hpp"

#include <ATen/ops/zeros.h>

#include <cmath>

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;

namespace {

constexpr int64_t kN = 20000, kClasses = 10;

Splits corrupted(double rate, uint64_t seed) {
  Splits splits;
  splits.train.y = at::zeros({kN}, at::kLong);
  splits.test.y = at::zeros({5}, at::kLong);
  splits.train.classes = kClasses;
  for (int64_t i = 0; i < kN; ++i) splits.train.y.data_ptr<int64_t>()[i] = i % kClasses;
  corrupt_labels(splits, rate, seed);
  return splits;
}

double count(at::Tensor const& flags) { return flags.sum().item<double>(); }

/// Within five standard deviations of a binomial: fails once in two million seeds.
void check_binomial(double got, double n, double p) { CHECK(std::abs(got - n * p) <= 5 * std::sqrt(n * p * (1 - p))); }

}  // namespace

TEST_CASE("A share of labels is drawn anew, uniformly over all classes", "[data]") {
  for (double rate : {0.2, 0.5, 0.8}) {
    auto const splits = corrupted(rate, 1);
    double const n = count(splits.corrupted);
    check_binomial(n, kN, rate);
    check_binomial(count(splits.train.y.ne(splits.clean_y)), kN, rate * 0.9);  // one draw in ten hits the true class
    for (int64_t k = 0; k < kClasses; ++k)
      check_binomial(count(splits.train.y.eq(k).logical_and(splits.corrupted)), n, 0.1);
  }
}

TEST_CASE("Labels outside the mask are untouched, the true ones are kept, the test part is clean", "[data]") {
  auto const splits = corrupted(0.5, 1);
  CHECK(count(splits.train.y.ne(splits.clean_y).logical_and(splits.corrupted.logical_not())) == 0);
  CHECK(splits.clean_y[13].item<int64_t>() == 3);
  CHECK(splits.test.y.sum().item<int64_t>() == 0);
}

TEST_CASE("At rate 0 nothing changes, at rate 1 everything is drawn", "[data]") {
  auto const none = corrupted(0, 1);
  CHECK(count(none.corrupted) == 0);
  CHECK(none.train.y.equal(none.clean_y));
  CHECK(count(corrupted(1, 1).corrupted) == kN);
}

TEST_CASE("One seed gives one corruption, and rates nest", "[data]") {
  auto const a = corrupted(0.2, 1), b = corrupted(0.2, 1), more = corrupted(0.5, 1), other = corrupted(0.2, 2);
  CHECK(a.corrupted.equal(b.corrupted));
  CHECK(a.train.y.equal(b.train.y));
  CHECK_FALSE(a.corrupted.equal(other.corrupted));
  CHECK(count(a.corrupted.logical_and(more.corrupted.logical_not())) == 0);
  CHECK(a.train.y.masked_select(a.corrupted).equal(more.train.y.masked_select(a.corrupted)));
}
