// golden: PreAct ResNet-18 against PyTorch's own modules: tests/golden/preact_resnet18.json, made by the script beside
// it.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>
#include <ATen/ops/stack.h>

#include "mix/step.hpp"
#include "models/catalog.hpp"
#include "models/golden_fill.hpp"
#include "train/optimizer.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kBatch = 24;  // as in the script

struct Batch {
  at::Tensor x, y;
};

Batch batch(int64_t step) {
  return {2 * noise(static_cast<uint32_t>(1000 + step), {kBatch, 3, 32, 32}),
          (3 * at::arange(kBatch, at::kLong) + step).remainder(10)};
}

Net net() {
  auto out = models::make({"preact_resnet18", 1}, {{3, 32, 32}, 10}, 0, 1);
  fill(out);
  out.train();
  return out;
}

Json golden() { return read_json(MIXUP_TEST_DIR "/golden/preact_resnet18.json"); }

}  // namespace

TEST_CASE("PreAct ResNet-18 has PyTorch's number of parameters and logits") {
  REQUIRE(net().parameter_count() == 11171146);
  REQUIRE(golden()["parameters"] == 11171146);
  at::NoGradGuard const no_grad;
  REQUIRE(distance(net().forward(batch(0).x), golden()["logits"]) < 1e-4);
}

TEST_CASE("ten mixup steps of SGD have PyTorch's losses, and the net they leave has its logits in eval mode") {
  auto const n = net();
  OptimizerSpec spec;
  spec.lr = 0.0003;
  spec.weight_decay = 1e-4;
  train::Optimizer sgd(spec, n.parameters());
  auto const forward = [&](at::Tensor x, int64_t at, Hook const& hook) { return n.forward(std::move(x), at, hook); };
  auto const self = at::arange(kBatch, at::kLong);
  for (int64_t step = 0; step < 10; ++step) {
    double const lambda = golden()["lambdas"][static_cast<size_t>(step)];
    mix::Blend const blend{at::stack({at::full({kBatch}, lambda), at::full({kBatch}, 1 - lambda)}, 1),
                           at::stack({self, self.flip(0)}, 1)};
    auto const [x, y] = batch(step);
    sgd.zero_grad();
    auto const result = mix::step(forward, x, y, 10, Method{}, blend);
    result.loss.backward();
    sgd.step();
    double const theirs = golden()["losses"][static_cast<size_t>(step)];
    INFO("step " << step);
    REQUIRE(result.loss.item<double>() == Approx(theirs).epsilon(1e-4));
  }
  n.train(false);
  at::NoGradGuard const no_grad;
  REQUIRE(distance(n.forward(batch(0).x), golden()["trained_logits"]) < 1e-3);
}
