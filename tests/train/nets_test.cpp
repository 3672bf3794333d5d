// nets: a net is found again by the run that made it, in the process and on the disk, and by no other.
#include "train/nets.hpp"

#include <ATen/TensorOperators.h>

#include <filesystem>

#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Run small_run() {
  Run run;
  run.experiment = "tabular";
  run.row = "iris-erm";
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.model.name = "mlp";
  run.optimizer.name = OptimizerKind::adam;
  run.optimizer.lr = 1e-3;
  run.budget.epochs = 2;
  run.budget.batch = 16;
  return run;
}

struct Bench {
  test::ScratchFolder folder;
  Progress quiet;

  /// `other_process`: with settings of another environment, as nets in memory belong to one.
  train::Trained get(Run const& run, bool keep, bool other_process = false) {
    Options options;
    options.device = "cpu";
    options.threads = 1;
    options.return_memory = other_process;
    if (keep) options.keep_weights = folder.path();
    auto const context = train::make_context(options, run, quiet);
    return train::trained_net(context, run, load(run.data, {}, static_cast<uint64_t>(run.seed)));
  }

  size_t files() const {
    size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator(folder.path())) count += entry.is_regular_file();
    return count;
  }
};

bool equal(Net const& a, Net const& b) {
  auto const x = a.state(), y = b.state();
  for (size_t i = 0; i < x.size(); ++i)
    if (x[i].first != y[i].first || !x[i].second.equal(y[i].second)) return false;
  return x.size() == y.size() && !x.empty();
}

}  // namespace

TEST_CASE("a kept net is trained once, and found by another experiment that asks for the same run") {
  Bench bench;
  auto run = small_run();
  run.seed = 11;  // tests of one process share its memory
  auto const first = bench.get(run, true);
  REQUIRE(first.origin == "trained");
  REQUIRE(bench.files() == 1);
  run.experiment = "between";
  run.scale = "demo";
  run.row = "erm";
  run.protocol = {{"pairs", 5}};
  auto const again = bench.get(run, true);
  REQUIRE(again.origin == "this process");
  auto const kept = bench.get(run, true, true);
  REQUIRE(kept.origin.rfind("kept, fp32, LibTorch ", 0) == 0);
  REQUIRE(bench.files() == 1);
  REQUIRE(equal(first.net, kept.net));
}

TEST_CASE("a run that differs in anything a net depends on is another net") {
  Bench bench;
  auto run = small_run();
  run.seed = 12;
  auto const first = bench.get(run, true);
  for (auto change : {+[](Run& r) { r.seed = 13; }, +[](Run& r) { r.method.alpha = 1; },
                      +[](Run& r) { r.budget.epochs = 1; }, +[](Run& r) { r.data.train_limit = 60; },
                      +[](Run& r) { r.optimizer.lr = 2e-3; }, +[](Run& r) { r.model.width = 0.5; }}) {
    auto other = run;
    change(other);
    REQUIRE(bench.get(other, true, true).origin == "trained");
  }
  REQUIRE(bench.files() == 7);
}

TEST_CASE("without --keep-weights nothing is written") {
  Bench bench;
  auto run = small_run();
  run.seed = 14;
  REQUIRE(bench.get(run, false).origin == "trained");
  REQUIRE(bench.files() == 0);
}
