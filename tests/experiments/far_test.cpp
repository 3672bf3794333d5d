// far_test: the area under the ROC curve beside all pairs, histograms, and images that are no CIFAR-10.
#include "experiments/extrapolation/far.hpp"

#include <ATen/TensorOperators.h>

#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Run demo(char const* row) {
  for (auto const& table : all_tables())
    if (table.experiment == "extrapolation")
      return resolve(table, *table.row(row), "demo", 1,
                     parse_json(R"({"data": {"train_limit": 96, "test_limit": 40}, "model": {"width": 0.0625},
                                    "budget": {"epochs": 2, "batch": 32, "clean_subset": 32}, "protocol": {"far": 30}})",
                                "test"));
  FAIL("no table extrapolation");
  return {};
}

Outcome perform(Run const& run, std::string const& folder = "", int64_t stop = 0) {
  Stopper stopper(stop);
  Outcome out;
  mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
  return out;
}

}  // namespace

TEST_CASE("the area under the ROC curve is the share of pairs that are in order, ties for half") {
  SplitMix64 random(4);
  std::vector<double> high, low;
  for (int i = 0; i < 40; ++i) high.push_back(static_cast<double>(random.below(12)) + 3);
  for (int i = 0; i < 30; ++i) low.push_back(static_cast<double>(random.below(12)));
  double pairs = 0;
  for (double h : high)
    for (double l : low) pairs += h > l ? 1 : h == l ? 0.5 : 0;
  CHECK(extrapolation::auroc(high, low) == Approx(100 * pairs / 1200));
  CHECK(extrapolation::auroc({1, 2}, {0, 0.5}) == 100);
  CHECK(extrapolation::auroc({1, 1}, {1}) == 50);
}

TEST_CASE("a histogram has all of the values, the ends among them") {
  CHECK(extrapolation::histogram({0, 0.1, 0.49, 1}, 2) == std::vector<double>{75, 25});
}

TEST_CASE("far images are other images of the same shape and unit, and the same for every method of a seed") {
  auto run = demo("erm");
  Options options;
  options.device = "cpu";
  options.threads = 1;
  Progress quiet;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  Json record = {{"files", Json::array()}};
  auto const sets = extrapolation::far_sets(context, run, data.test, 30, record);
  REQUIRE(sets.size() == 3);
  for (auto const& [name, set] : sets) {
    INFO(name);
    CHECK(set.x.sizes() == at::IntArrayRef({30, 3, 32, 32}));
    CHECK(!set.x.equal(data.test.x.narrow(0, 0, 30)));
    CHECK(set.mean == data.test.mean);
    CHECK(set.y.max().item<int64_t>() < data.test.classes);
  }
  CHECK(sets.at("channels").x.select(1, 0).equal(data.test.x.narrow(0, 0, 30).select(1, 2)));
  auto const noise = sets.at("noise").x.to(at::kDouble);
  CHECK(std::abs(noise.mean().item<double>() - 127.5) < 1);
  CHECK(sets.at("noise").x.equal(extrapolation::far_sets(context, run, data.test, 30, record).at("noise").x));
  CHECK(error_of([&] { extrapolation::far_sets(context, run, data.test, 41, record); }).code == Exit::usage);
}

TEST_CASE("an extrapolating run stopped at any step ends as if it had not been") {
  auto const run = demo("beyond-clipped");
  auto const whole = perform(run);
  REQUIRE(whole.status == Status::done);
  for (char const* kind : {"cifar100", "noise", "channels"}) {
    CHECK(whole.metrics["auroc"][kind].get<double>() <= 100);
    double shares = 0;
    for (auto const& share : whole.figure[kind]) shares += share.get<double>();
    CHECK(shares == Approx(100));
  }
  for (int64_t const stop : {1, 5, 6}) {
    ScratchFolder const folder;
    INFO("stopped after " << stop);
    REQUIRE(error_of([&] { perform(run, folder.path(), stop); }).code == Exit::terminated);
    auto const resumed = perform(run, folder.path());
    REQUIRE(essence(resumed) == essence(whole));
    REQUIRE(resumed.metrics["auroc"] == whole.metrics["auroc"]);
  }
}
