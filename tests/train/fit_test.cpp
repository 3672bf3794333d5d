// fit: the epoch loop on small generated data: it learns, it repeats itself, it stops when the loss is not finite.
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>

#include <algorithm>

#include "core/error.hpp"
#include "train/classify.hpp"
#include "train/evaluate.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

Run small_images(double alpha) {
  Run run;
  run.experiment = "cifar";
  run.data.name = "cifar10";
  run.data.source = Source::synthetic;
  run.data.train_limit = 192;
  run.data.test_limit = 64;
  run.model = {"preact_resnet18", 0.125};
  run.budget = {3, 64, 100};
  run.method.alpha = alpha;
  return run;
}

Run small_table() {
  Run run;
  run.data.name = "iris";
  run.data.source = Source::synthetic;
  run.model.name = "mlp";
  run.optimizer.name = OptimizerKind::adam;
  run.optimizer.lr = 1e-3;
  run.budget = {8, 16, 100};
  return run;
}

Outcome perform(Run const& run, Options options = {}) {
  if (options.device == "auto") options.device = "cpu";
  options.threads = 1;  // two threads on a busy machine wait for each other at every operator
  Progress quiet;
  return train::classify(train::make_context(options, run, quiet), run);
}

/// All that must be the same twice: every curve but those of time.
Json curves(Outcome const& outcome) {
  Json out = outcome.curve;
  out.erase("seconds");
  out.erase("images_per_second");
  return out;
}

}  // namespace

TEST_CASE("the same seed gives the same curves, another seed does not") {
  auto run = small_images(1);
  auto const first = curves(perform(run));
  REQUIRE(first == curves(perform(run)));
  run.seed = 2;
  REQUIRE(first != curves(perform(run)));
}

TEST_CASE("every epoch leaves one entry in every curve, and the metrics are taken from them") {
  auto const outcome = perform(small_images(1));
  REQUIRE(outcome.status == Status::done);
  for (auto const& [name, values] : outcome.curve.items()) {
    INFO(name);
    REQUIRE(values.size() == 3);
  }
  REQUIRE(outcome.metrics["test_error"]["last"] == outcome.curve["test_error"][2]);
  REQUIRE(outcome.data["source"] == "synthetic");
  REQUIRE(outcome.data["train_size"] == 192);
}

TEST_CASE("a net learns a table: the error falls below that of guessing") {
  auto const outcome = perform(small_table());
  REQUIRE(outcome.metrics["test_error"]["last"].get<double>() < 40);  // guessing: 66.7
  REQUIRE(outcome.curve["train_loss"].back().get<double>() < outcome.curve["train_loss"][0].get<double>());
}

TEST_CASE("a loss that is not finite ends the run as diverged, with epoch and step, and no NaN in the record") {
  auto run = small_images(0);
  run.optimizer.lr = 1e3;
  run.optimizer.momentum = 0.999;
  run.budget.epochs = 30;
  auto const outcome = perform(run);
  REQUIRE(outcome.status == Status::diverged);
  REQUIRE_THAT(outcome.reason, Catch::Matchers::Contains("epoch"));
  REQUIRE_NOTHROW(pretty(outcome.curve));
}

TEST_CASE("ERM and mixup runs of one seed start from the same weights and see the same order") {
  // An epoch of warm-up is ERM, so the first epochs agree to the last bit; the second ones do not.
  auto warm = small_images(1);
  warm.method.warmup = 1;
  auto const erm = perform(small_images(0)), mixed = perform(warm);
  for (auto const* name : {"train_loss", "train_error", "test_error", "test_loss"})
    REQUIRE(erm.curve[name][0] == mixed.curve[name][0]);
  for (auto const* name : {"train_loss", "test_loss"})  // errors are counts of a few images and may meet by chance
    REQUIRE(erm.curve[name][2] != mixed.curve[name][2]);
}

TEST_CASE("a layer that the net does not have, and a device that is not there, are refused") {
  auto run = small_images(1);
  run.method.at = 6;  // stages 0 ... 5
  REQUIRE_THROWS_WITH(perform(run), Catch::Matchers::Contains("stages 0 ... 5"));
  Options options;
  options.device = "tpu";
  REQUIRE_THROWS_WITH(perform(small_images(1), options), Catch::Matchers::Contains("allowed auto, cpu"));
  options = {};
  options.precision = "fp8";
  REQUIRE_THROWS_WITH(perform(small_images(1), options), Catch::Matchers::Contains("allowed auto, fp32, bf16"));
}

TEST_CASE("judging is in eval mode, in order, and independent of the batch it falls in") {
  auto const run = small_images(0);
  Progress quiet;
  Options options;
  options.device = "cpu";
  options.threads = 1;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  auto const net = train::make_net(context, run, data);
  auto const all = train::answer(context, net, data.train, at::arange(192, at::kLong), data.train.y);
  auto const part = train::answer(context, net, data.train, at::arange(100, 110, at::kLong), data.train.y);
  REQUIRE(part.confidence.wrong.equal(all.confidence.wrong.narrow(0, 100, 10)));
}

TEST_CASE("the label's rank counts the classes with larger logits") {
  auto const run = small_table();
  Options options;
  options.device = "cpu";
  options.threads = 1;
  Progress quiet;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  auto const net = train::make_net(context, run, data);
  auto const all = at::arange(data.test.y.numel(), at::kLong);
  auto const verdicts = train::answer(context, net, data.test, all, data.test.y);
  net.train(false);
  auto const logits = net.forward(data.test.x);
  for (int64_t i = 0; i < all.numel(); ++i) {
    auto const of_label = logits[i][data.test.y[i].item<int64_t>()].item<float>();
    int64_t larger = 0;
    for (int64_t c = 0; c < 3; ++c) larger += logits[i][c].item<float>() > of_label;
    REQUIRE(verdicts.rank[i].item<int64_t>() == larger);
    REQUIRE(verdicts.confidence.wrong[i].item<bool>() == (larger > 0));
  }
}

TEST_CASE("a batch of one example that a batch norm cannot take is foreseen, others run as ever") {
  Run run = small_images(0);
  run.data.name = "imagenet";
  run.model = {"resnet50", 0.0625};
  run.data.size = 8;  // one pixel is left of it
  run.data.classes = 2;
  run.data.train_limit = 5;
  run.data.test_limit = 4;
  run.budget = {1, 2, 4};
  auto const message = [](Run const& asked) {
    try {
      perform(asked);
    } catch (Error const& e) {
      CHECK(e.code == Exit::usage);
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK_THAT(message(run), Catch::Matchers::Contains("5 examples in batches of 2 leave one of a single example") &&
                               Catch::Matchers::Contains("--train-limit 4"));
  run.data.train_limit = 4;
  CHECK(message(run).empty());
  run.budget = {1, 4, 4, 3};  // micro-batches of 3 and of 1
  CHECK_THAT(message(run), Catch::Matchers::Contains("one of a single example"));
  run = small_images(0);
  run.data.train_limit = 65;  // one example, of 4 x 4 values per channel
  CHECK(message(run).empty());
}
