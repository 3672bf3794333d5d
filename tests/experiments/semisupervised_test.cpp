// semisupervised_test: the consistency loss beside a slow twin, the mean teacher, and a run that stops and goes on.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/softmax.h>

#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "experiments/semisupervised/student.hpp"
#include "models/catalog.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using namespace mixup::semisupervised;

namespace {

Run demo(char const* row, char const* patch = "{}") {
  auto changes = parse_json(R"({"data": {"train_limit": 96, "test_limit": 32}, "model": {"width": 0.0625},
                                "budget": {"epochs": 2, "batch": 32}, "protocol": {"labels": 20}})",
                            "test");
  merge(changes, parse_json(patch, "test"));
  for (auto const& table : all_tables())
    if (table.experiment == "semisupervised") return resolve(table, *table.row(row), "demo", 1, changes);
  FAIL("no table semisupervised");
  return {};
}

Outcome perform(Run const& run, std::string const& folder = "", int64_t stop = 0) {
  Stopper stopper(stop);
  Outcome out;
  mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
  return out;
}

}  // namespace

TEST_CASE("consistency is the mean squared difference of probabilities, by a loop") {
  auto const logits = at::randn({5, 4}), answers = at::softmax(at::randn({5, 4}), 1);
  double slow = 0;
  for (int64_t b = 0; b < 5; ++b) {
    double sum = 0;
    for (int64_t c = 0; c < 4; ++c) sum += std::exp(logits[b][c].item<double>());
    for (int64_t c = 0; c < 4; ++c)
      slow += std::pow(std::exp(logits[b][c].item<double>()) / sum - answers[b][c].item<double>(), 2) / 20;
  }
  CHECK(consistency_loss(logits, answers).item<double>() == Approx(slow));
}

TEST_CASE("the weight of consistency rises to its height and stays there") {
  Spec spec;
  spec.consistency = 10;
  spec.ramp = 4;
  CHECK(consistency_weight(spec, 0) == Approx(10 * std::exp(-5)));
  CHECK(consistency_weight(spec, 2) == Approx(10 * std::exp(-1.25)));
  CHECK(consistency_weight(spec, 4) == Approx(10));
  CHECK(consistency_weight(spec, 9) == Approx(10));
  spec.ramp = 0;
  CHECK(consistency_weight(spec, 0) == 10);
}

TEST_CASE("the teacher follows parameters and statistics by its share, and counts as the student does") {
  Shape const shape{{3, 32, 32}, 10};
  auto const a = models::make({"preact_resnet18", 0.0625}, shape, 0, 1),
             b = models::make({"preact_resnet18", 0.0625}, shape, 0, 2);
  {
    at::NoGradGuard const no_grad;
    b.forward(at::randn({4, 3, 32, 32}));  // statistics of its own
  }
  std::map<std::string, at::Tensor> before;
  for (auto const& [name, tensor] : a.state()) before[name] = tensor.detach().clone();
  follow(a, b, 0.75);
  size_t i = 0;
  auto const from = b.state();
  for (auto const& [name, tensor] : a.state()) {
    INFO(name);
    auto const& value = from[i++].second;
    if (tensor.is_floating_point())
      CHECK(at::allclose(tensor, 0.75 * before[name] + 0.25 * value));
    else
      CHECK(tensor.equal(value));
  }
}

TEST_CASE("images without labels change what is learnt, labels beyond the images are refused") {
  auto const alone = perform(demo("labels400-mixup")), consistent = perform(demo("labels400-ict"));
  REQUIRE(alone.status == Status::done);
  REQUIRE(consistent.status == Status::done);
  CHECK(alone.parameters["net"] != consistent.parameters["net"]);
  CHECK(alone.parameters["teacher"] != alone.parameters["net"]);
  auto const none = perform(demo("labels400-ict", R"({"protocol": {"consistency": 0}})"));
  CHECK(none.parameters == alone.parameters);  // the rows differ in the weight alone
  auto const problem = error_of([] { perform(demo("labels400-erm", R"({"protocol": {"labels": 97}})")); });
  CHECK_THAT(problem.what(), Catch::Matchers::Contains("/protocol/labels: got 97, allowed 1 ... 96"));
  CHECK(error_of([] { perform(demo("labels400-erm", R"({"method": {"pair": {"by": "nearest"}}})")); }).code ==
        Exit::usage);
}

TEST_CASE("a lesson stopped at any step ends as if it had not been") {
  auto const run = demo("labels400-ict");
  auto const whole = essence(perform(run));
  for (int64_t const stop : {1, 3, 4, 6}) {
    ScratchFolder const folder;
    INFO("stopped after " << stop);
    REQUIRE(error_of([&] { perform(run, folder.path(), stop); }).code == Exit::terminated);
    REQUIRE(essence(perform(run, folder.path())) == whole);
  }
}
