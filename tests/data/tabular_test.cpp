// tabular_test: split, scaling and one-hot columns against figures worked out by hand.
#include "data/tabular.hpp"

#include <cmath>
#include <set>

#include "error_of.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

/// One number column whose value is the row, `counts` rows of each class.
Frame counted(std::vector<int64_t> const& counts) {
  Frame frame{0, 1, static_cast<int64_t>(counts.size()), {}, {0}, {}};
  for (size_t k = 0; k < counts.size(); ++k)
    for (int64_t i = 0; i < counts[k]; ++i, ++frame.rows) {
      frame.values.push_back(static_cast<double>(frame.rows));
      frame.labels.push_back(static_cast<int64_t>(k));
    }
  return frame;
}

/// A frame and the seed at which its rows 0 ... n - 2 are for training and the last one for testing.
Splits with_last_row_for_test(Frame const& frame, Scaling scaling) {
  DataSpec spec;
  spec.stratified = false;
  spec.scaling = scaling;
  spec.train_share = 1 - 1.0 / static_cast<double>(frame.rows);
  for (uint64_t seed = 0;; ++seed)
    if (split_rows(frame, spec, seed).test.front() == frame.rows - 1) return split_frame(frame, spec, seed);
}

double sum(at::Tensor const& x) { return x.sum().item<double>(); }

}  // namespace

TEST_CASE("A stratified split keeps the share of each class and loses no row", "[data]") {
  auto const frame = counted({100, 50, 10, 1});
  DataSpec spec;
  auto const split = split_rows(frame, spec, 3);
  std::vector<int64_t> train(4);
  for (int64_t row : split.train) ++train[static_cast<size_t>(frame.labels[static_cast<size_t>(row)])];
  CHECK(train == std::vector<int64_t>{80, 40, 8, 1});  // round(0.8 n)
  std::set<int64_t> all(split.train.begin(), split.train.end());
  all.insert(split.test.begin(), split.test.end());
  CHECK(all.size() == 161);
  CHECK(split.train.size() + split.test.size() == 161);
}

TEST_CASE("A plain split keeps the share of all rows", "[data]") {
  DataSpec spec;
  spec.stratified = false;
  spec.train_share = 0.5;
  auto const split = split_rows(counted({60, 41}), spec, 3);
  CHECK(split.train.size() == 51);  // llround(50.5)
  CHECK(split.test.size() == 50);
}

TEST_CASE("A split follows from the run's seed", "[data]") {
  auto const frame = counted({50, 50});
  CHECK(split_rows(frame, {}, 1).train == split_rows(frame, {}, 1).train);
  CHECK(split_rows(frame, {}, 1).train != split_rows(frame, {}, 2).train);
}

TEST_CASE("z-scores are measured on the training part only", "[data]") {
  Frame const frame{4, 2, 2, {1, 7, 3, 7, 5, 7, 100, 8}, {0, 0}, {0, 1, 0, 1}};
  auto const splits = with_last_row_for_test(frame, Scaling::zscore);
  double const sd = std::sqrt(8.0 / 3);  // of 1, 3, 5 about 3
  auto const x = splits.train.x.select(1, 0);
  CHECK(x.max().item<double>() == Approx(2 / sd));
  CHECK(x.min().item<double>() == Approx(-2 / sd));
  CHECK(splits.test.x[0][0].item<double>() == Approx(97 / sd));
  CHECK(sum(splits.train.x.select(1, 1)) == 0);  // constant in training: 0
  CHECK(splits.test.x[0][1].item<double>() == 0);
}

TEST_CASE("Min-max maps the training part to 0 ... 1 and lets the test part leave it", "[data]") {
  Frame const frame{4, 1, 2, {1, 3, 5, 7}, {0}, {0, 1, 0, 1}};
  auto const splits = with_last_row_for_test(frame, Scaling::minmax);
  CHECK(splits.train.x.min().item<double>() == 0);
  CHECK(splits.train.x.max().item<double>() == 1);
  CHECK(splits.test.x[0][0].item<double>() == 1.5);  // (7 - 1) / 4
}

TEST_CASE("A missing number becomes the mean of the training part", "[data]") {
  double const none = std::nan("");
  Frame const frame{4, 2, 2, {1, none, none, none, 5, none, none, 9}, {0, 0}, {0, 1, 0, 1}};
  auto const raw = with_last_row_for_test(frame, Scaling::none);
  CHECK(sum(raw.train.x.select(1, 0)) == 1 + 3 + 5);
  CHECK(raw.test.x[0][0].item<double>() == 3);
  CHECK(raw.test.x[0][1].item<double>() == 0);  // never seen in training
  auto const scaled = with_last_row_for_test(frame, Scaling::zscore);
  CHECK(scaled.train.x.select(1, 0).max().item<double>() == Approx(2 / std::sqrt(8.0 / 3)));  // of 1, 3, 5 about 3
}

TEST_CASE("A categorical column becomes one column a category, unscaled", "[data]") {
  Frame const frame{4, 2, 2, {0, 10, 2, 10, 2, 10, 1, 10}, {3, 0}, {0, 1, 0, 1}};
  auto const splits = with_last_row_for_test(frame, Scaling::zscore);
  REQUIRE(splits.train.x.size(1) == 4);
  CHECK(splits.train.x.scalar_type() == at::kFloat);
  CHECK(sum(splits.train.x.select(1, 0)) == 1);
  CHECK(sum(splits.train.x.select(1, 1)) == 0);
  CHECK(sum(splits.train.x.select(1, 2)) == 2);
  CHECK(splits.test.x[0][1].item<double>() == 1);
  CHECK(sum(splits.test.x) == 1);
}

TEST_CASE("Limits take the first rows, and no more than there are", "[data]") {
  DataSpec spec;
  spec.scaling = Scaling::none;
  auto const all = split_frame(counted({50, 50}), spec, 1);
  spec.train_limit = 7;
  spec.test_limit = 20;
  auto const some = split_frame(counted({50, 50}), spec, 1);
  CHECK(some.train.x.equal(all.train.x.narrow(0, 0, 7)));
  CHECK(some.test.y.numel() == 20);
  spec.test_limit = 21;
  auto const error = error_of([&] { split_frame(counted({50, 50}), spec, 1); });
  CHECK(error.code == Exit::usage);
  CHECK_THAT(error.what(), Contains("data.test_limit: got 21, allowed 1 ... 20"));
  spec.train_share = 0.99;
  CHECK(error_of([&] { split_frame(counted({2, 2}), spec, 1); }).code == Exit::usage);
}
