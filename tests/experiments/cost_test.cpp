// cost_test: steps by turns: ERM beside itself takes as long, and an epoch that is too short says so.
#include <filesystem>

#include "core/table.hpp"
#include "error_of.hpp"
#include "experiments/cost/plain_step.hpp"
#include "train/classify.hpp"
#include "train/context.hpp"
#include "train/protocol.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Outcome made(char const* row, Json const& changes = Json::object()) {
  for (auto const& table : all_tables())
    if (table.experiment == "cost") {
      auto const run = resolve(table, *table.row(row), "demo", 1, changes);
      Progress quiet;
      Options options;
      options.threads = 1;
      return protocol_of(run)(train::make_context(options, run, quiet), run);
    }
  throw error(Exit::bug, "there is no table cost");
}

}  // namespace

TEST_CASE("a step of ERM takes as long as one of ERM beside it, and each pair is kept") {
  auto const out = made("erm");
  CHECK(out.status == Status::done);
  double const ratio = out.metrics["relative_step"];
  CHECK(ratio > 0.67);  // two steps of milliseconds on a machine that may do other things
  CHECK(ratio < 1.5);
  CHECK(out.figure["relative_step"].size() == 10);
}

TEST_CASE("the plain step learns what the paper's loop does with a neutral method") {
  Run const run = [] {
    for (auto const& table : all_tables())
      if (table.experiment == "cost") return resolve(table, *table.row("erm"), "demo", 1);
    throw error(Exit::bug, "there is no table cost");
  }();
  Progress quiet;
  Options options;
  options.threads = 1;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, context.place, 1);
  auto const plain_net = train::make_net(context, run, data), mixed_net = train::make_net(context, run, data);
  train::Learner plain(context, run, plain_net, data.train), mixed(context, run, mixed_net, data.train);
  train::EpochSums plain_sums, mixed_sums;
  for (int64_t step = 1; step <= 3; ++step) {
    CHECK(cost::plain_step(plain, plain_sums).empty());
    CHECK(train::train_epoch(mixed, 0, mixed_sums, step).empty());
    CHECK(plain_sums.mean_loss() == Approx(mixed_sums.mean_loss()).epsilon(1e-4));
    CHECK(plain_sums.mean_error() == Approx(mixed_sums.mean_error()));
  }
}

TEST_CASE("more pairs of steps than an epoch has are an error") {
  auto const fault = error_of([] { made("mixup", {{"protocol", {{"pairs", 18}}}}); });  // 20 batches, 3 to warm up
  CHECK(fault.code == Exit::usage);
}
