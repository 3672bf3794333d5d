// checkpoints: a run that is stopped anywhere and gone on with is the run that was not stopped; what is damaged is
// seen.
#include <ATen/ops/arange.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/full.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "core/output.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"
#include "train/checkpoint_files.hpp"
#include "train/classify.hpp"
#include "train/nets.hpp"
#include "train/stopping.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
namespace fs = std::filesystem;

namespace {

/// BN, momentum, cropped pictures, lambda and partners of each step: 3 epochs of 4 steps, the last of each smaller.
Run pictures() {
  Run run;
  run.experiment = "cifar";
  run.data.name = "cifar10";
  run.data.source = Source::synthetic;
  run.data.train_limit = 100;
  run.data.test_limit = 20;
  run.data.augment = Augment::crop_flip;
  run.model = {"preact_resnet18", 0.125};
  run.optimizer.momentum = 0.9;
  run.budget = {3, 32, 20};
  run.method.alpha = 1;
  run.method.dropout = 0.3;
  return run;
}

/// Adam, and an epoch of 8 steps.
Run table() {
  Run run;
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.model.name = "mlp";
  run.optimizer.name = OptimizerKind::adam;
  run.optimizer.lr = 1e-3;
  run.budget = {3, 16, 100};
  run.method.alpha = 0.4;
  return run;
}

Outcome perform(Run const& run, std::string const& folder, Stopper& stopper, double every = 0) {
  return train::classify(train::make_context(stoppable_options(folder, stopper, every), run, stopper), run);
}

Json uninterrupted(Run const& run) {
  Stopper never(0);
  return essence(perform(run, "", never));
}

/// Stopped at each of `steps` in turn, each time in a new session, then finished.
Json interrupted(Run const& run, std::string const& folder, std::vector<int64_t> const& steps, double every) {
  for (int64_t const step : steps) {
    Stopper stopper(step);
    REQUIRE(error_of([&] { perform(run, folder, stopper, every); }).code == Exit::terminated);
  }
  Stopper last(0);
  auto const outcome = perform(run, folder, last, every);
  REQUIRE(outcome.environment["resumed"].size() == steps.size());
  return essence(outcome);
}

train::Snapshot numbered(double value) {
  train::Snapshot out;
  train::add(out, "net", {{"w", at::full({3, 2}, value)}});
  out.state = {{"value", value}};
  out.where = fmt::format("value {}", value);
  return out;
}

struct Kept {
  ScratchFolder folder;
  Stopper progress{0};
  train::Checkpoints checkpoints{stoppable_options(folder.path(), progress), Run{}, Json::object(), progress};

  std::vector<train::CheckpointFile> files() const { return train::checkpoint_files(folder.path(), "part"); }
  double newest() {
    auto const found =
        train::Checkpoints(stoppable_options(folder.path(), progress), Run{}, Json::object(), progress).load("part");
    return found ? found->state.at("value").get<double>() : -1;
  }
};

}  // namespace

TEST_CASE("a classifier stopped at any step ends as if it had not been") {
  for (auto const& run : {pictures(), table()}) {
    auto const whole = uninterrupted(run);
    int64_t const steps = run.model.name == "mlp" ? 8 : 4;
    for (std::vector<int64_t> const& stops :
         {std::vector<int64_t>{1}, {steps - 1}, {steps}, {steps + 1}, {2, 3, 1, 2}, {3 * steps}}) {
      ScratchFolder const folder;
      INFO(run.model.name << " stopped after " << fmt::format("{}", fmt::join(stops, ", ")));
      REQUIRE(interrupted(run, folder.path(), stops, 600) == whole);
    }
  }
}

TEST_CASE("the last step that was kept is enough: later steps are made again and come out the same") {
  auto const run = pictures();
  ScratchFolder const folder;
  Stopper stopper(7);
  REQUIRE(error_of([&] { perform(run, folder.path(), stopper); }).code == Exit::terminated);
  auto const files = train::checkpoint_files(folder.path(), train::net_key(run, load(run.data, {}, 1)));
  REQUIRE(files.size() == 2);
  fs::remove(files[0].path);
  Stopper last(0);
  REQUIRE(essence(perform(run, folder.path(), last)) == uninterrupted(run));
  REQUIRE(last.steps == 12 - 6);
}

TEST_CASE("each signal has its exit code") {
  for (auto const& [signal, code] :
       {std::pair{SIGINT, Exit::interrupted}, {SIGTERM, Exit::terminated}, {SIGUSR1, Exit::again}}) {
    ScratchFolder const folder;
    Stopper stopper(2, signal);
    auto const problem = error_of([&] { perform(table(), folder.path(), stopper); });
    REQUIRE(problem.code == code);
    REQUIRE_THAT(problem.what(), Catch::Matchers::Contains("kept up to epoch 1, step 2"));
  }
}

TEST_CASE("a snapshot comes back whole, with its strides and every digit") {
  Kept kept;
  auto const columns = at::empty_strided({2, 3}, {1, 2}).copy_(at::arange(6).reshape({2, 3}));
  train::Snapshot snapshot;
  train::add(snapshot, "net", {{"columns", columns}, {"count", at::arange(3)}});
  snapshot.state = {{"third", 1.0 / 3}};
  kept.checkpoints.save("part", snapshot);
  auto const back = kept.checkpoints.load("part");
  REQUIRE(back);
  REQUIRE(back->state["third"].get<double>() == 1.0 / 3);
  for (auto const& [name, tensor] : train::under(*back, "net")) {
    auto const& other = name == "columns" ? columns : snapshot.tensors[1].second;
    REQUIRE(tensor.equal(other));
    REQUIRE(tensor.strides() == other.strides());
  }
}

TEST_CASE("two checkpoints are kept; a damaged one is named, set aside, and the one before it used") {
  for (char const* damage : {"a flipped bit", "cut short", "empty"}) {
    Kept kept;
    for (double value : {1, 2, 3}) kept.checkpoints.save("part", numbered(value));
    REQUIRE(kept.files().size() == 2);
    REQUIRE(kept.newest() == 3);
    auto const path = kept.files()[0].path;
    if (std::string(damage) == "a flipped bit") {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(-1, std::ios::end);
      char const last = static_cast<char>(file.get());
      file.seekp(-1, std::ios::end);
      file.put(static_cast<char>(last ^ 1));
    } else {
      fs::resize_file(path, std::string(damage) == "empty" ? 0 : fs::file_size(path) / 2);
    }
    INFO(damage);
    kept.progress.notes.clear();
    REQUIRE(kept.newest() == 2);
    REQUIRE_THAT(kept.progress.notes.at(0), Catch::Matchers::StartsWith(path + ": is damaged"));
    REQUIRE(fs::exists(path + ".damaged"));
  }
}

TEST_CASE("a checkpoint of another run is named and not used; other conditions are said and remembered") {
  Kept kept;
  kept.checkpoints.save("part", numbered(1));
  auto const again = [&](Run const& run, Json const& environment) {
    kept.progress.notes.clear();
    train::Checkpoints other(stoppable_options(kept.folder.path(), kept.progress), run, environment, kept.progress);
    auto const found = other.load("part").has_value();
    return std::pair{found, other.resumed()};
  };
  Run longer;
  longer.budget.epochs = 77;
  REQUIRE_FALSE(again(longer, Json::object()).first);
  REQUIRE_THAT(kept.progress.notes.at(0),
               Catch::Matchers::Contains("differs in") && Catch::Matchers::Contains("epochs"));
  auto const [found, resumed] = again(Run{}, {{"threads", 2}});
  REQUIRE(found);
  REQUIRE(resumed[0]["differs"][0] == "threads: unknown, now 2");
  REQUIRE_THAT(kept.progress.notes.at(0), Catch::Matchers::Contains("threads: unknown, now 2"));
}

TEST_CASE("of a run's parts the latest knows how often it was gone on with") {
  Kept kept;
  Json const once = {{"threads", 1}}, twice = {{"threads", 2}};
  auto const process = [&](Json const& environment) {
    return train::Checkpoints(stoppable_options(kept.folder.path(), kept.progress), Run{}, environment, kept.progress);
  };
  kept.checkpoints.save("net", numbered(1));  // ready, and never written again
  auto second = process(once);
  second.load("net");
  second.save("attacks", numbered(2));
  auto third = process(twice);
  third.load("net");
  REQUIRE(third.resumed().size() == 1);
  third.load("attacks");
  REQUIRE(third.resumed().size() == 2);
  REQUIRE(third.resumed()[1]["differs"][0] == "threads: 1, now 2");
}

TEST_CASE("whichever output call fails, the checkpoint before or the new one loads whole") {
  for (int const reason : {ENOSPC, EIO, EFBIG}) {
    int64_t calls = 1;
    for (int64_t n = 1; n <= calls; ++n) {
      Kept kept;
      kept.checkpoints.save("part", numbered(1));
      fail_output(0, 0);
      kept.checkpoints.save("part", numbered(2));
      calls = output_calls();
      fail_output(n, reason);
      auto const problem = error_of([&] { kept.checkpoints.save("part", numbered(3)); });
      fail_output(0, 0);
      INFO("call " << n << " of " << calls);
      REQUIRE(problem.code == Exit::io);
      auto const value = kept.newest();
      REQUIRE((value == 2 || (value == 3 && n == calls)));  // the last call makes the new name last, it is there
      for (auto const& entry : fs::directory_iterator(kept.folder.path()))
        REQUIRE(entry.path().extension() == ".safetensors");
      kept.checkpoints.save("part", numbered(4));
      REQUIRE(kept.newest() == 4);
    }
    REQUIRE(calls >= 5);  // open, write, sync, close, rename, sync of the folder
  }
}

TEST_CASE("a gradient or loss that is not finite ends the run and names the last checkpoint") {
  auto run = table();
  run.optimizer.lr = 1e30;
  ScratchFolder const folder;
  Stopper stopper(0);
  auto const outcome = perform(run, folder.path(), stopper);
  REQUIRE(outcome.status == Status::diverged);
  REQUIRE_THAT(outcome.reason, Catch::Matchers::Contains("not finite in epoch 1, step") &&
                                   Catch::Matchers::Contains("the last checkpoint is of epoch 1, step"));
}
