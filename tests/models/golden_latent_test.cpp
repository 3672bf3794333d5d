// golden_latent: mixing "layer l" of Table 5 against PyTorch: tests/golden/latent_mixing.json, made by the script
// beside it.
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

Net net(char const* name, double width = 0.125) {
  auto out = models::make({name, width}, {{3, 32, 32}, 10}, 0, 1);
  fill(out);
  out.train();
  return out;
}

at::Tensor images(int64_t step) { return 2 * noise(static_cast<uint32_t>(1000 + step), {kBatch, 3, 32, 32}); }

/// Each example with the one that stands as far from the end as it from the start.
mix::Blend reversed(double lambda) {
  auto const self = at::arange(kBatch, at::kLong);
  return {at::stack({at::full({kBatch}, lambda), at::full({kBatch}, 1 - lambda)}, 1),
          at::stack({self, self.flip(0)}, 1)};
}

at::Tensor mixed_at(Net const& n, at::Tensor const& x, int64_t layer) {
  return n.forward(x, layer, [](at::Tensor const& h) { return reversed(0.7)(h); });
}

}  // namespace

TEST_CASE("a step that mixes layer 1, ..., 5 has the loss and logits of the authors' repository, and leaves its net") {
  auto const golden = read_json(MIXUP_TEST_DIR "/golden/latent_mixing.json");
  REQUIRE(net("preact_resnet18_bn_stem", 1).parameter_count() == golden["parameters"]);
  REQUIRE(golden["steps"].size() == 5);
  for (auto const& theirs : golden["steps"]) {
    int64_t const layer = theirs["layer"];
    INFO("layer " << layer);
    auto const n = net("preact_resnet18_bn_stem");
    auto const forward = [&](at::Tensor x, int64_t at, Hook const& hook) { return n.forward(std::move(x), at, hook); };
    OptimizerSpec spec;
    spec.lr = 0.01;
    spec.weight_decay = 1e-4;
    train::Optimizer sgd(spec, n.parameters());
    Method method;
    method.at = layer;
    auto const y = (3 * at::arange(kBatch, at::kLong) + layer).remainder(10);
    auto const result = mix::step(forward, images(layer), y, 10, method, reversed(theirs["lambda"]));
    result.loss.backward();
    sgd.step();
    REQUIRE(result.loss.item<double>() == Approx(theirs["loss"].get<double>()).epsilon(1e-4));
    REQUIRE(distance(result.logits.detach(), theirs["logits"]) < 1e-4);
    at::NoGradGuard const no_grad;
    REQUIRE(distance(n.forward(images(layer)), theirs["logits_after"]) < 1e-3);
  }
}

TEST_CASE("layer 1 is another thing than the input behind a stem with BN and ReLU, and the same behind a linear one") {
  at::NoGradGuard const no_grad;
  auto const x = images(1);
  auto const apart = [&](char const* name) {
    auto const at_input = mixed_at(net(name), x, 0);
    return (mixed_at(net(name), x, 1) - at_input).abs().max().item<double>() / at_input.abs().max().item<double>();
  };
  REQUIRE(apart("preact_resnet18") < 1e-4);
  REQUIRE(apart("preact_resnet18_bn_stem") > 0.01);
}
