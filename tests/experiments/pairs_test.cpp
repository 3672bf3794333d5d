// pairs: Figure 2's measurement against its definition, one example at a time.
#include "experiments/between/pairs.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/zeros.h>

#include "core/error.hpp"
#include "data/batch.hpp"
#include "train/fit.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

Run small_run() {
  Run run;
  run.data.name = "cifar10";
  run.data.source = Source::synthetic;
  run.data.train_limit = 60;
  run.data.test_limit = 10;
  run.model.name = "preact_resnet18";
  run.model.width = 0.0625;
  return run;
}

}  // namespace

TEST_CASE("pairs join different labels, cover the data and come from the seed") {
  auto const y = at::arange(50, at::kLong).remainder(5);
  auto const pairs = between::draw_pairs(y, 2000, 7);
  REQUIRE(pairs.sizes() == at::IntArrayRef({2000, 2}));
  REQUIRE((y.index_select(0, pairs.select(1, 0)) != y.index_select(0, pairs.select(1, 1))).all().item<bool>());
  for (int64_t column : {0, 1})
    for (int64_t row = 0; row < 50; ++row) REQUIRE((pairs.select(1, column) == row).any().item<bool>());
  REQUIRE(pairs.equal(between::draw_pairs(y, 2000, 7)));
  REQUIRE_FALSE(pairs.equal(between::draw_pairs(y, 2000, 8)));
  REQUIRE_THROWS_AS(between::draw_pairs(at::zeros({9}, at::kLong), 1, 1), Error);
}

TEST_CASE("the curves are what their definitions say") {
  auto const run = small_run();
  Options options;
  options.device = "cpu";
  options.precision = "fp32";
  options.threads = 1;
  Progress quiet;
  auto const context = train::make_context(options, run, quiet);
  auto const data = load(run.data, {}, 1);
  auto const net = train::make_net(context, run, data);
  auto const pairs = between::draw_pairs(data.train.y, 7, 3);
  auto const curves = between::measure(context, net, data.train, pairs, 4);
  REQUIRE(curves.lambda == std::vector<double>({0, 0.25, 0.5, 0.75, 1}));

  for (size_t k = 0; k < curves.lambda.size(); ++k) {
    double const lambda = curves.lambda[k];
    double misses = 0, norms = 0, norms_of_answer = 0;
    for (int64_t p = 0; p < 7; ++p) {
      auto const two = make_batch(data.train, pairs[p], Augment::none, 0);
      auto x = (lambda * two.x[0] + (1 - lambda) * two.x[1]).unsqueeze(0).detach().requires_grad_(true);
      auto const logits = net.forward(x);
      auto const answer = logits.argmax(1).item<int64_t>();
      misses += answer != two.y[0].item<int64_t>() && answer != two.y[1].item<int64_t>();
      auto const loss = lambda * at::cross_entropy_loss(logits, two.y.narrow(0, 0, 1)) +
                        (1 - lambda) * at::cross_entropy_loss(logits, two.y.narrow(0, 1, 1));
      loss.backward();
      norms += x.grad().norm().item<double>();
      x.mutable_grad().reset();
      at::log_softmax(net.forward(x), 1)[0][answer].backward();
      norms_of_answer += x.grad().norm().item<double>();
    }
    REQUIRE(curves.miss[k] == Approx(100 * misses / 7));
    REQUIRE(curves.gradient[k] == Approx(norms / 7).epsilon(1e-3));
    REQUIRE(curves.gradient_of_answer[k] == Approx(norms_of_answer / 7).epsilon(1e-3));
  }
}
