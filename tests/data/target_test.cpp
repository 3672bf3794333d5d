// target_test: a number of a table that is learnt in place of its class, against figures worked out by hand.
#include <cmath>
#include <limits>

#include "data/tabular.hpp"
#include "error_of.hpp"
#include "formats/uci.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Two numbers and a category; classes "4", "5"; the second number of the third row is missing.
Frame mixed() { return {4, 3, 2, {1, 10, 0, 2, 20, 1, 3, kMissing, 1, 4, 40, 0}, {0, 0, 2}, {0, 1, 1, 0}}; }

DataSpec with(int64_t target) {
  DataSpec spec;
  spec.name = "mixed";
  spec.target = target;
  return spec;
}

std::vector<double> values(at::Tensor const& t) {
  std::vector<double> out;
  auto const flat = t.flatten();
  for (int64_t i = 0; i < flat.numel(); ++i) out.push_back(flat[i].item<double>());
  return out;
}

}  // namespace

TEST_CASE("a column that is learnt is no feature, and rows without it are left out", "[data]") {
  auto const frame = with_target(mixed(), {4, 5}, with(2));
  CHECK(frame.targets == std::vector<double>{10, 20, 40});
  CHECK(frame.values == std::vector<double>{1, 0, 2, 1, 4, 0});
  CHECK(frame.categories == std::vector<int64_t>{0, 2});
  CHECK((frame.rows == 3 && frame.columns == 2 && frame.classes == 1));
}

TEST_CASE("the class is the column after the last, by the numbers that its names are", "[data]") {
  auto const frame = with_target(mixed(), {4, 5}, with(4));
  CHECK(frame.targets == std::vector<double>{4, 5, 5, 4});
  CHECK((frame.rows == 4 && frame.columns == 3));
  UciSet set;
  set.classes = {"1", "2.5", "29"};
  CHECK(class_numbers(set) == std::vector<double>{1, 2.5, 29});
  set.classes = {"1", "Iris-setosa"};
  CHECK(class_numbers(set).empty());
}

TEST_CASE("a column of no numbers cannot be learnt", "[data]") {
  for (int64_t target : {3, 5}) {
    auto const problem = error_of([&] { with_target(mixed(), {4, 5}, with(target)); });
    CHECK(problem.code == Exit::usage);
    CHECK_THAT(problem.what(), Contains("holds no numbers, allowed are those that do among 1 ... 4"));
  }
  CHECK(error_of([] { with_target(mixed(), {}, with(4)); }).code == Exit::usage);  // classes that are words
}

TEST_CASE("numbers are standardised by the training part alone, and labels are their rows", "[data]") {
  Frame frame{0, 1, 1, {}, {0}, {}};
  for (int64_t i = 0; i < 10; ++i, ++frame.rows) {
    frame.values.push_back(static_cast<double>(i));
    frame.labels.push_back(0);
    frame.targets.push_back(static_cast<double>(i * i));
  }
  DataSpec spec;
  spec.scaling = Scaling::none;
  spec.stratified = false;
  auto const splits = split_frame(frame, spec, 7);
  auto const& train = splits.train;
  double mean = 0, squares = 0;
  for (double x : values(train.x)) mean += x * x / 8;
  for (double x : values(train.x)) squares += std::pow(x * x - mean, 2) / 8;
  CHECK(train.numbers.mean == Approx(mean));
  CHECK(train.numbers.std == Approx(std::sqrt(squares)));
  CHECK((splits.test.numbers.mean == train.numbers.mean && splits.test.numbers.std == train.numbers.std));
  for (auto const* part : {&splits.train, &splits.test}) {
    auto const x = values(part->x), standard = values(part->numbers.standard), y = values(part->y);
    CHECK(part->classes == 1);
    for (size_t i = 0; i < x.size(); ++i) {
      CHECK(standard[i] * part->numbers.std + part->numbers.mean == Approx(x[i] * x[i]).margin(1e-5));
      CHECK(y[i] == static_cast<double>(i));
    }
  }
}

TEST_CASE("sets without columns, and corrupted numbers, are refused", "[data]") {
  DataSpec spec;
  spec.name = "cifar10";
  spec.source = Source::synthetic;
  spec.train_limit = spec.test_limit = 10;
  spec.target = 1;
  CHECK_THAT(error_of([&] { load(spec, {}, 1); }).what(), Contains("data.target: cifar10 has no columns"));
  spec = {};
  spec.name = "abalone";
  spec.source = Source::synthetic;
  spec.target = 9;
  CHECK(load(spec, {}, 1).train.numbers.standard.size(0) == load(spec, {}, 1).train.y.numel());
  spec.corrupt = 0.5;
  CHECK_THAT(error_of([&] { load(spec, {}, 1); }).what(), Contains("data.corrupt"));
}
