// resume: experiments with loops of their own end as if they had not been stopped.
#include <filesystem>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"
#include "train/checkpoint_files.hpp"
#include "train/entry_points.hpp"
#include "train/nets.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// The row of the experiment's own table at demo scale, changed.
Run small(char const* experiment, char const* row, char const* patch) {
  for (auto const& table : all_tables())
    if (table.experiment == experiment) return resolve(table, *table.row(row), "demo", 1, parse_json(patch, "test"));
  FAIL("no table " << experiment);
  return {};
}

Outcome perform(Run const& run, std::string const& folder, Stopper& stopper, double every = 0) {
  Outcome out;
  train::forget_nets();
  mixup_run(run, stoppable_options(folder, stopper, every), stopper, out);
  return out;
}

}  // namespace

TEST_CASE("a game of two nets stopped at any iteration ends as if it had not been") {
  auto const run = small("gan", "ring8-mixup",
                         R"({"model": {"width": 0.05}, "budget": {"batch": 32}, "protocol": {"iterations": 6,
                             "snapshots": [2, 4], "samples": 50, "judge_samples": 500}})");
  Stopper never(0);
  auto const whole = essence(perform(run, "", never));
  for (int64_t const stop : {1, 2, 3, 5, 6}) {
    ScratchFolder const folder;
    Stopper stopper(stop), last(0);
    INFO("stopped after " << stop);
    auto const problem = error_of([&] { perform(run, folder.path(), stopper, 600); });
    REQUIRE(problem.code == Exit::terminated);
    REQUIRE_THAT(problem.what(), Catch::Matchers::Contains(fmt::format("kept up to iteration {} (", stop)));
    REQUIRE(essence(perform(run, folder.path(), last, 600)) == whole);
    REQUIRE(last.steps == 6 - stop);
  }
}

TEST_CASE("attacks go on where they were: nets that are trained are not trained again") {
  auto const run = small("adversarial", "mixup",
                         R"({"data": {"train_limit": 64, "test_limit": 300}, "budget": {"epochs": 2, "batch": 32},
                             "protocol": {"pgd_steps": 2, "pgd_restarts": 2, "steps": 2}})");
  Stopper never(0);
  auto const whole = perform(run, "", never);
  ScratchFolder const folder;
  Stopper in_second_net(6), last(0), once_more(0);
  REQUIRE(error_of([&] { perform(run, folder.path(), in_second_net); }).code == Exit::terminated);
  auto const resumed = perform(run, folder.path(), last);
  REQUIRE(last.steps == 2);  // of the second net
  REQUIRE(resumed.parameters == whole.parameters);
  for (char const* figure : {"clean", "white", "black"}) REQUIRE(resumed.metrics[figure] == whole.metrics[figure]);
  auto const attacks = train::checkpoint_files(folder.path(), "attacks");
  REQUIRE(attacks.size() == 2);
  std::filesystem::remove(attacks[0].path);
  auto const judged_again = perform(run, folder.path(), once_more);
  REQUIRE(once_more.steps == 0);
  for (char const* figure : {"clean", "white", "black"}) REQUIRE(judged_again.metrics[figure] == whole.metrics[figure]);
}
