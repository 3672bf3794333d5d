// regression_test: errors of numbers beside a slow twin, a run that learns, stops and goes on, and what is refused.
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>

#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "experiments/regression/judge.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Run demo(char const* experiment, char const* row, char const* patch = "{}") {
  for (auto const& table : all_tables())
    if (table.experiment == experiment) return resolve(table, *table.row(row), "demo", 1, parse_json(patch, "test"));
  FAIL("no table " << experiment);
  return {};
}

Outcome perform(Run const& run, std::string const& folder = "", int64_t stop = 0) {
  Stopper stopper(stop);
  Outcome out;
  mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
  return out;
}

}  // namespace

TEST_CASE("errors are in the unit of the numbers, and shares of them") {
  Numbers numbers{at::randn({20, 1}), 9, 3};
  numbers.standard[4][0] = -3.5;  // 9 - 10.5 + 1.5 = 0: of nothing there is no share
  auto const answers = at::randn({20, 1});
  double squares = 0, shares = 0;
  for (int64_t i = 0; i < 20; ++i) {
    double const off = 3 * (answers[i][0].item<double>() - numbers.standard[i][0].item<double>());
    double const number = 9 + 3 * numbers.standard[i][0].item<double>() + 1.5;
    squares += off * off / 20;
    if (i != 4) shares += 100 * std::abs(off / number) / 19;
  }
  auto const found = regression::errors(answers, numbers, 1.5);
  CHECK(found.rmse == Approx(std::sqrt(squares)));
  CHECK(found.mape == Approx(shares));
}

TEST_CASE("a net learns the numbers of generated classes: its error falls below their deviation") {
  auto const run = demo("regression", "abalone-erm");
  auto const out = perform(run);
  REQUIRE(out.status == Status::done);
  auto const data = load(run.data, {}, 1);
  auto const& rmse = out.curve["rmse"];
  CHECK(rmse.back().get<double>() < rmse[0].get<double>());
  CHECK(out.metrics["train_rmse"].get<double>() < 0.9 * data.train.numbers.std);
}

TEST_CASE("regression stopped at any step ends as if it had not been") {
  for (char const* row : {"iris-close", "iris-mixup"}) {
    auto const run = demo("regression", row, R"({"budget": {"epochs": 3, "batch": 64}})");  // two steps an epoch
    auto const whole = essence(perform(run));
    for (int64_t const stop : {1, 2, 3, 6}) {
      ScratchFolder const folder;
      INFO(row << " stopped after " << stop);
      REQUIRE(error_of([&] { perform(run, folder.path(), stop); }).code == Exit::terminated);
      REQUIRE(essence(perform(run, folder.path())) == whole);
    }
  }
}

TEST_CASE("a narrower kernel of partners changes what is learnt") {
  auto const wide = perform(demo("regression", "iris-close"));
  auto const narrow = perform(demo("regression", "iris-close", R"({"method": {"pair": {"bandwidth": 0.1}}})"));
  CHECK(wide.curve["train_loss"] != narrow.curve["train_loss"]);
}

TEST_CASE("what has no meaning for numbers, or for classes, is refused") {
  auto const said = [](Run const& run) { return std::string(error_of([&] { perform(run); }).what()); };
  CHECK_THAT(said(demo("regression", "iris-erm", R"({"method": {"smooth": 0.1}})")),
             Catch::Matchers::Contains("/method/smooth: has no meaning for numbers"));
  CHECK_THAT(said(demo("regression", "iris-erm", R"({"method": {"pair": {"among": "own_class"}}})")),
             Catch::Matchers::Contains("/method/pair/among"));
  CHECK_THAT(said(demo("regression", "iris-erm", R"({"data": {"target": 0}})")),
             Catch::Matchers::Contains("/data/target: got 0"));
  CHECK_THAT(said(demo("tabular", "iris-erm", R"({"data": {"target": 4}})")),
             Catch::Matchers::Contains("judges classes"));
  CHECK_THAT(said(demo("tabular", "iris-mixup", R"({"method": {"pair": {"by": "label"}}})")),
             Catch::Matchers::Contains("label needs numbers"));
}

TEST_CASE("a rate of no sense makes a run diverged, with what was not finite") {
  auto const out =
      perform(demo("regression", "iris-erm", R"({"optimizer": {"name": "sgd", "lr": 1000, "momentum": 0.9}})"));
  CHECK(out.status == Status::diverged);
  CHECK_THAT(out.reason, Catch::Matchers::Contains("was not finite in epoch"));
}
