// stepper_test: the ways of a GPU on the CPU: draws that travel to fixed places, recorded steps, sums that are read
// late. What stands in for a graph carries its step out again, so it sees whatever the fixed places hold.
#include "train/stepper.hpp"

#include <ATen/ops/ones.h>

#include "data/resident.hpp"
#include "train/epoch.hpp"
#include "train/fit.hpp"
#include "train/weights.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Replays {
  int recorded = 0, replayed = 0;
};

/// A recording that calls its step at each replay.
train::Recorder stand_in(Replays& count) {
  struct Again : train::Recording {
    Again(std::function<void()> its_step, Replays& its_count) : step(std::move(its_step)), count(its_count) {
      ++count.recorded;
    }
    void replay() override {
      ++count.replayed;
      step();
    }
    std::function<void()> step;
    Replays& count;
  };
  return [&count](std::function<void()> const& step) { return std::make_unique<Again>(step, count); };
}

/// Eight steps per epoch, the last of them of 8 images.
Run small_images(char const* patch) {
  auto const defaults = R"({"experiment": "cifar",
    "data": {"name": "cifar10", "source": "synthetic", "train_limit": 120, "test_limit": 8, "augment": "crop_flip"},
    "model": {"name": "preact_resnet18", "width": 0.0625}, "optimizer": {"weight_decay": 0.0001},
    "budget": {"epochs": 6, "batch": 16}, "method": {"alpha": 1}})";
  auto json = to_json(Run{});
  json.merge_patch(Json::parse(defaults));
  json.merge_patch(Json::parse(patch));
  return from_json<Run>(json, "");
}

struct Trained {
  std::string net, optimizer, fault;
  std::vector<double> figures;
};

/// Six epochs, by the ways of the CPU or by those of a GPU.
Trained trained(Run const& run, bool as_on_gpu, Replays& count) {
  Options options;
  options.device = "cpu";
  options.threads = 1;
  Progress quiet;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  auto const net = train::make_net(context, run, data);
  train::Learner learner(context, run, net, data.train);
  if (as_on_gpu) {
    learner.data.resident = std::make_shared<Resident>(data.train, at::kCPU);
    learner.stepper = train::Stepper(at::kCPU, stand_in(count));
    learner.tally = train::Tally(at::kCPU, 5);
  }
  Trained out;
  for (int64_t epoch = 0; epoch < run.budget.epochs && out.fault.empty(); ++epoch) {
    train::EpochSums sums;
    out.fault = train::train_epoch(learner, epoch, sums, learner.steps());
    if (!out.fault.empty()) out.fault += fmt::format(" of epoch {}, step {}", epoch, sums.steps);
    out.figures.insert(out.figures.end(), {sums.loss, sums.error, static_cast<double>(sums.images)});
  }
  out.net = train::digest(out.fault.empty() ? net.state() : net.parameters());
  out.optimizer = train::digest(learner.optimizer.state());
  return out;
}

}  // namespace

TEST_CASE("recorded steps on resident data train the net that plain steps train, bit for bit") {
  for (char const* patch : {
           R"({})",
           R"({"data": {"augment": "none"}, "method": {"alpha": 0}})",
           R"({"method": {"cut": true}})",
           R"({"method": {"lambda_per": "example", "noise": 0.1, "labels": "dominant"}})",
           R"({"method": {"order": 3, "at": 2, "smooth": 0.1, "warmup": 2}})",
           R"({"method": {"pair": {"by": "nearest", "among": "own_class", "k": 3}}})",
           R"({"budget": {"micro_batch": 6}, "optimizer": {"warmup": 2, "drops": [4]}})",
           R"({"optimizer": {"name": "adam", "lr": 0.001}})",
       }) {
    INFO(patch);
    auto const run = small_images(patch);
    Replays count;
    auto const plain = trained(run, false, count), there = trained(run, true, count);
    CHECK(plain.net == there.net);
    CHECK(plain.optimizer == there.optimizer);
    CHECK(plain.figures == there.figures);
    CHECK(count.recorded == 2);  // whole batches, and the last one
    CHECK(count.replayed == 6 * 8 - 2 * 3);
  }
}

TEST_CASE("without a recording each step has its own seed of dropout") {
  auto const run = small_images(R"({"method": {"dropout": 0.3}, "budget": {"epochs": 1, "batch": 48}})");
  Replays count;  // two whole batches and a last one: fewer than are called before one is recorded
  CHECK(trained(run, false, count).net == trained(run, true, count).net);
  CHECK(count.recorded == 0);
}

TEST_CASE("a run that diverges names the same step and keeps the same parameters, though it is noticed later") {
  auto const run = small_images(R"({"method": {"alpha": 0}, "optimizer": {"lr": 1000, "momentum": 0.999}})");
  Replays count;
  auto const plain = trained(run, false, count), there = trained(run, true, count);
  REQUIRE(!plain.fault.empty());
  CHECK(plain.fault == there.fault);
  CHECK(plain.net == there.net);
}

TEST_CASE("on the CPU a step is called with the draws themselves") {
  train::StepDraws const drawn{at::ones({}, at::kDouble), at::ones({}, at::kDouble), {}};
  train::Stepper stepper(at::kCPU);
  CHECK_FALSE(stepper.records());
  bool called = false;
  stepper(drawn, [&](train::StepDraws const& there) { called = there.number.is_same(drawn.number); });
  CHECK(called);
}
