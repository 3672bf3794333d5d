// knobs_test: a setting of the method, the optimizer or the budget that is turned changes what is learnt.
#include <map>

#include "train/classify.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// Two patches of the run below that differ in one setting; where it acts only beside others, both give them.
struct Knob {
  char const *turned, *neutral;
};

constexpr Knob kKnobs[] = {
    {R"({"method": {"alpha": 1}})", R"({"method": {"alpha": 0}})"},
    {R"({"method": {"lambda_per": "example"}})", "{}"},
    {R"({"method": {"lambda_per": "pair"}})", "{}"},
    {R"({"method": {"lambda_per": "pair"}})", R"({"method": {"lambda_per": "example"}})"},
    {R"({"method": {"heavy_first": true}})", "{}"},
    {R"({"method": {"stretch": 0.5}})", "{}"},
    {R"({"method": {"stretch": 0.5, "labels": "clipped"}})", R"({"method": {"stretch": 0.5}})"},
    {R"({"method": {"order": 3}})", "{}"},
    {R"({"method": {"at": 3}})", "{}"},
    {R"({"method": {"at": 3, "any_layer": true}})", R"({"method": {"at": 3}})"},
    {R"({"method": {"labels": "dominant"}})", "{}"},
    {R"({"method": {"labels": "own"}})", "{}"},
    {R"({"method": {"pair": {"among": "own_class"}}})", "{}"},
    {R"({"method": {"pair": {"by": "nearest"}}})", "{}"},
    {R"({"method": {"pair": {"by": "nearest", "k": 2}}})", R"({"method": {"pair": {"by": "nearest"}}})"},
    {R"({"method": {"pair": {"by": "roll"}}})", "{}"},
    {R"({"method": {"pair": {"by": "reversal"}}})", "{}"},
    {R"({"method": {"smooth": 0.1}})", "{}"},
    {R"({"method": {"noise": 0.1}})", "{}"},
    {R"({"method": {"noise": 0.1, "noise_unit": "normalized"}})", R"({"method": {"noise": 0.1}})"},
    {R"({"method": {"dropout": 0.3}})", "{}"},
    {R"({"method": {"cut": true}})", "{}"},
    {R"({"method": {"warmup": 1}})", "{}"},
    {R"({"optimizer": {"name": "adam"}})", "{}"},
    {R"({"optimizer": {"lr": 0.05}})", "{}"},
    {R"({"optimizer": {"momentum": 0.5}})", "{}"},
    {R"({"optimizer": {"nesterov": true}})", "{}"},
    {R"({"optimizer": {"weight_decay": 0.1}})", "{}"},
    {R"({"optimizer": {"weight_decay": 0.1, "decay_norms": false}})", R"({"optimizer": {"weight_decay": 0.1}})"},
    {R"({"optimizer": {"warmup": 1}})", "{}"},
    {R"({"optimizer": {"warmup": 1, "warmup_from": 0.05}})", R"({"optimizer": {"warmup": 1}})"},
    {R"({"optimizer": {"drops": [1]}})", "{}"},
    {R"({"optimizer": {"drops": [1], "factor": 0.5}})", R"({"optimizer": {"drops": [1]}})"},
    {R"({"budget": {"epochs": 3}})", "{}"},
    {R"({"budget": {"batch": 48}})", "{}"},
    {R"({"budget": {"micro_batch": 8}})", "{}"},
    {R"({"budget": {"clean_subset": 16}})", "{}"},
    {R"({"model": {"width": 0.125}})", "{}"},
    {R"({"data": {"augment": "crop_flip"}})", "{}"},
    {R"({"data": {"corrupt": 0.5}})", "{}"},
};

/// It acts where numbers are learnt, and is turned there: tests/experiments/regression_test.cpp.
constexpr char const* kOfNumbers = R"({"method": {"pair": {"bandwidth": 0.1}}})";

Run small_images() {
  Run run;
  run.experiment = "cifar";
  run.data.name = "cifar10";
  run.data.source = Source::synthetic;
  run.data.train_limit = 96;
  run.data.test_limit = 64;
  run.model = {"preact_resnet18", 0.0625};
  run.budget = {2, 32, 64};
  run.method.alpha = 1;
  return run;
}

/// Errors and losses of every epoch.
Json learnt(char const* patch) {
  Json with = to_json(small_images());
  merge(with, parse_json(patch, "test"));
  Options options;
  options.device = "cpu";
  options.threads = 1;
  Progress quiet;
  auto const run = from_json<Run>(with, "");
  auto const outcome = train::classify(train::make_context(options, run, quiet), run);
  REQUIRE(outcome.status == Status::done);
  Json out;
  for (auto const* name : {"train_loss", "train_error", "clean_train_error", "test_loss", "test_error"})
    out[name] = outcome.curve.at(name);
  return out;
}

}  // namespace

TEST_CASE("a knob that is turned changes what is learnt") {
  std::map<std::string, Json> known;  // of the neutral ones, which are few
  for (auto const& knob : kKnobs) {
    INFO(knob.turned);
    if (known.count(knob.neutral) == 0) known[knob.neutral] = learnt(knob.neutral);
    CHECK(learnt(knob.turned) != known[knob.neutral]);
  }
}

TEST_CASE("every setting of the method, the optimizer and the budget is a knob of this test") {
  Json turned;
  for (auto const& knob : kKnobs) merge(turned, parse_json(knob.turned, "test"));
  merge(turned, parse_json(kOfNumbers, "test"));
  auto const run = to_json(small_images());
  for (auto const* part : {"method", "optimizer", "budget"})
    for (auto const& [name, value] : run.at(part).items()) {
      INFO(part << "/" << name);
      REQUIRE(turned.at(part).contains(name));
      if (value.is_object())
        for (auto const& inner : value.items()) CHECK(turned.at(part).at(name).contains(inner.key()));
    }
}
