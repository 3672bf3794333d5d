// estimate: which record says what a run will cost.
#include "apps/estimate.hpp"

#include <cmath>
#include <map>

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

Record made(char const* experiment, double width, double wall, char const* ended, Json metrics = Json::object()) {
  Record record;
  record.run.experiment = experiment;
  record.run.data.train_limit = 100;
  record.run.budget.epochs = 1;
  record.run.model.width = width;
  record.wall_seconds = wall;
  record.ended = ended;
  record.outcome.metrics = std::move(metrics);
  return record;
}

Run asked() { return made("cifar", 1, 0, "").run; }

}  // namespace

TEST_CASE("a run costs what the latest runs of its own experiment cost, the middle one, per example") {
  Estimate estimate("");
  CHECK_FALSE(estimate.seconds(asked()).has_value());
  estimate.add(made("cifar", 1, 50, "2026-01-02"));
  estimate.add(made("cifar", 1, 30, "2026-01-03"));
  estimate.add(made("cifar", 1, 70, "2026-01-01"));
  estimate.add(made("adversarial", 1, 9, "2026-01-04"));
  CHECK(*estimate.seconds(asked()) == Approx(50));
  auto twice = asked();
  twice.budget.epochs = 2;
  twice.model.width = 0.5;
  CHECK(*estimate.seconds(twice) == Approx(50 * 2 * std::pow(0.5, 1.56)));
  for (char const* day : {"2026-02-01", "2026-02-02", "2026-02-03"}) estimate.add(made("cifar", 1, 10, day));
  CHECK(*estimate.seconds(asked()) == Approx(10));  // of 10, 10, 10, 30, 50
}

TEST_CASE("a run of the same kind says more than one that differs in what costs") {
  Estimate estimate("");
  auto plain = made("cifar", 1, 80, "2026-01-01"), slow = made("cifar", 1, 170, "2026-01-02");
  slow.run.method.dropout = 0.5;
  estimate.add(plain);
  estimate.add(slow);
  auto other_seed = asked();
  other_seed.seed = 7;
  other_seed.row = "erm";
  CHECK(*estimate.seconds(other_seed) == Approx(80));
  CHECK(*estimate.seconds(slow.run) == Approx(170));
}

TEST_CASE("records of the operators of today say more than those that differ in fewer fields") {
  Estimate estimate("");
  estimate.add(made("cifar", 1, 90, "2026-01-01"));  // the very run, by LibTorch's
  auto today = made("cifar", 1, 20, "2026-01-02");
  today.run.method.alpha = 1;
  today.outcome.environment["kernels"] = "norm, convolution";
  estimate.add(today);
  CHECK(*estimate.seconds(asked()) == Approx(20));
}

TEST_CASE("where a device is named, records of another one say nothing") {
  auto const of_gpu = [] {
    auto out = made("cifar", 1, 3, "2026-01-05");
    out.outcome.environment["device"] = "cuda:0";
    return out;
  }();
  for (auto const& [device, seconds] : std::map<std::string, double>{{"cuda", 3}, {"cuda:1", 3}, {"cpu", 50}}) {
    Estimate estimate("", device);
    estimate.add(of_gpu);
    estimate.add(made("cifar", 1, 50, "2026-01-02"));
    CHECK(*estimate.seconds(asked()) == Approx(seconds));
  }
}

TEST_CASE("of another experiment's run only the training counts, where its record says it") {
  Estimate estimate("");
  estimate.add(made("adversarial", 1, 900, "2026-01-01"));
  CHECK(*estimate.seconds(asked()) == Approx(900));
  Estimate says_more("");
  says_more.add(made("between", 1, 900, "2026-01-02", {{"train_seconds", 40}}));
  CHECK(*says_more.seconds(asked()) == Approx(40));
  estimate.add(made("cifar", 0.5, 20, "2026-01-01"));
  CHECK(*estimate.seconds(asked()) == Approx(20 * std::pow(2, 1.56)));
}

TEST_CASE("a run that was not done, or whose net was found, says nothing of a cost") {
  Estimate estimate("");
  auto failed = made("cifar", 1, 50, "2026-01-01"), found = failed;
  failed.outcome.status = Status::failed;
  found.outcome.environment["net"] = "kept";
  estimate.add(failed);
  estimate.add(found);
  CHECK_FALSE(estimate.seconds(asked()).has_value());
}
