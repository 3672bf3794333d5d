// estimate: which record says what a run will cost.
#include "apps/estimate.hpp"

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

TEST_CASE("a run costs what the latest run of its own experiment cost, per example") {
  Estimate estimate("");
  CHECK_FALSE(estimate.seconds(asked()).has_value());
  estimate.add(made("cifar", 1, 50, "2026-01-02"));
  estimate.add(made("cifar", 1, 30, "2026-01-03"));
  estimate.add(made("cifar", 1, 70, "2026-01-01"));
  estimate.add(made("adversarial", 1, 9, "2026-01-04"));
  CHECK(*estimate.seconds(asked()) == Approx(30));
  auto twice = asked();
  twice.budget.epochs = 2;
  twice.model.width = 0.5;
  CHECK(*estimate.seconds(twice) == Approx(30 * 2 * 0.25));
}

TEST_CASE("of another experiment's run only the training counts, where its record says it") {
  Estimate estimate("");
  estimate.add(made("adversarial", 1, 900, "2026-01-01"));
  CHECK(*estimate.seconds(asked()) == Approx(900));
  estimate.add(made("between", 1, 900, "2026-01-02", {{"train_seconds", 40}}));
  CHECK(*estimate.seconds(asked()) == Approx(40));
  estimate.add(made("cifar", 0.5, 20, "2026-01-01"));
  CHECK(*estimate.seconds(asked()) == Approx(80));
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
