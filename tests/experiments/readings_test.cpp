// readings_test: images rounded to bytes as a stage of the net, and lambdas that come again.
#include <ATen/TensorOperators.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>

#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "data/batch.hpp"
#include "error_of.hpp"
#include "experiments/readings/bytes.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Run demo(char const* row, char const* patch = "{}") {
  auto const small = parse_json(R"({"data": {"train_limit": 96, "test_limit": 32}, "model": {"width": 0.0625},
                                    "budget": {"epochs": 2, "batch": 32, "clean_subset": 32}})",
                                "test");
  for (auto const& table : all_tables())
    if (table.experiment == "readings") {
      auto changes = small;
      merge(changes, parse_json(patch, "test"));
      return resolve(table, *table.row(row), "demo", 1, changes);
    }
  FAIL("no table readings");
  return {};
}

Outcome perform(Run const& run, std::string const& folder = "", int64_t stop = 0) {
  Stopper stopper(stop);
  Outcome out;
  mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
  return out;
}

Dataset images() {
  DataSpec spec;
  spec.name = "cifar10";
  spec.source = Source::synthetic;
  spec.train_limit = 8;
  spec.test_limit = 1;
  return load(spec, {}, 1).train;
}

}  // namespace

TEST_CASE("unmixed images pass the rounding as they are, mixed ones become those of the nearest bytes") {
  auto const data = images();
  auto const round = readings::whole_bytes(data);
  auto const x = make_batch(data, at::arange(8, at::kLong), Augment::none, 0).x;
  CHECK(at::allclose(round(x), x, 1e-5, 1e-5));
  auto const mixed = 0.3137 * x + 0.6863 * x.flip({0});  // of whole bytes these are no half ones
  auto const rounded = round(mixed);
  CHECK(!at::allclose(rounded, mixed, 1e-5, 1e-5));
  auto const bytes = 0.3137 * data.x.to(at::kDouble) + 0.6863 * data.x.flip({0}).to(at::kDouble);
  for (int64_t c = 0; c < 3; ++c)
    for (int64_t k = 0; k < 50; ++k) {
      double const byte = std::round(bytes[2][c][k % 32][k / 2].item<double>());
      double const expected = (byte / 255 - data.mean[size_t(c)]) / data.std[size_t(c)];
      CHECK(rounded[2][c][k % 32][k / 2].item<double>() == Approx(expected).margin(1e-4));
    }
}

TEST_CASE("tables of numbers have no bytes") {
  CHECK(error_of([] { readings::whole_bytes(Dataset{}); }).code == Exit::usage);
}

TEST_CASE("rounding, and lambdas that come again, change what is learnt from the second epoch on at the latest") {
  auto const mixed = perform(demo("mixup")), rounded = perform(demo("bytes")), again = perform(demo("lambda-again"));
  CHECK(mixed.curve["train_loss"][0] != rounded.curve["train_loss"][0]);
  CHECK(mixed.curve["train_loss"][0] == again.curve["train_loss"][0]);
  CHECK(mixed.curve["train_loss"][1] != again.curve["train_loss"][1]);
  // ERM's images are whole bytes, and its lambda is 1 in any epoch.
  auto const erm = perform(demo("erm"));
  auto const erm_again = perform(demo("erm", R"({"protocol": {"lambda_again": true}})"));
  CHECK(erm.parameters == erm_again.parameters);
}

TEST_CASE("a reading stopped at any step ends as if it had not been") {
  for (char const* row : {"bytes", "lambda-again", "manifold"}) {
    auto const run = demo(row);
    auto const whole = essence(perform(run));
    for (int64_t const stop : {2, 4}) {
      ScratchFolder const folder;
      INFO(row << " stopped after " << stop);
      REQUIRE(error_of([&] { perform(run, folder.path(), stop); }).code == Exit::terminated);
      REQUIRE(essence(perform(run, folder.path())) == whole);
    }
  }
}
