// step: what the mixing step must equal, for fixed lambda and partners, and where each knob of a method acts.
#include "mix/step.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <numeric>

#include "core/error.hpp"
#include "mix/lambda.hpp"
#include "mix/targets.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Problem {
  at::Tensor x = at::randn({8, 6}, at::detail::createCPUGenerator(1), at::TensorOptions(at::kFloat));
  at::Tensor y = at::randint(4, {8}, at::detail::createCPUGenerator(2), at::kLong);
  at::Tensor w = at::randn({6, 4}, at::detail::createCPUGenerator(3), at::TensorOptions(at::kFloat));
  mix::Forward forward = [this](at::Tensor in, int64_t at, std::function<at::Tensor(at::Tensor const&)> hook) {
    return at == 0 ? at::mm(hook(in), w) : hook(at::mm(in, w));
  };
  at::Tensor cross_entropy(at::Tensor const& logits, at::Tensor const& labels) {
    return at::cross_entropy_loss(logits, labels);
  }
};

mix::Blend fixed(double lambda, at::Tensor const& partner) {
  auto const n = partner.numel();
  return {at::stack({at::full({n}, lambda), at::full({n}, 1 - lambda)}, 1),
          at::stack({at::arange(n, at::kLong), partner}, 1)};
}

at::Tensor reversed() { return at::arange(8, at::kLong).flip(0); }

}  // namespace

TEST_CASE("ERM through the mixing step equals plain cross-entropy exactly, loss and gradient") {
  Problem p;
  Method const erm;
  auto const blend = mix::draw_blend(erm, at::stack({at::arange(8, at::kLong), reversed()}, 1), {8, 6}, 1, 2);
  p.w.requires_grad_(true);
  auto const mixed = mix::step(p.forward, p.x, p.y, 4, erm, blend);
  mixed.loss.backward();
  auto const gradient = p.w.grad().clone();
  p.w.mutable_grad().reset();
  auto const logits = at::mm(p.x, p.w);
  auto const each = at::cross_entropy_loss(logits, p.y, {}, /*no reduction*/ 0);
  auto const plain = each.mean();  // the fused mean adds in another order
  plain.backward();
  REQUIRE(mixed.logits.equal(logits));
  REQUIRE(mixed.loss.equal(plain));
  REQUIRE(mixed.loss.item<double>() == Approx(p.cross_entropy(logits, p.y).item<double>()).epsilon(1e-6));
  REQUIRE(gradient.equal(p.w.grad()));
  REQUIRE(mixed.error.item<double>() == Approx((logits.argmax(1) != p.y).to(at::kDouble).mean().item<double>()));
}

TEST_CASE("the soft-target loss equals lambda CE(a) + (1 - lambda) CE(b)") {
  Problem p;
  for (double lambda : {0.0, 0.3, 0.5, 1.0}) {
    auto const result = mix::step(p.forward, p.x, p.y, 4, Method{}, fixed(lambda, reversed()));
    auto const logits = at::mm(lambda * p.x + (1 - lambda) * p.x.flip(0), p.w);
    auto const expected = lambda * p.cross_entropy(logits, p.y) + (1 - lambda) * p.cross_entropy(logits, p.y.flip(0));
    REQUIRE(result.loss.item<double>() == Approx(expected.item<double>()).epsilon(1e-6));
  }
}

TEST_CASE("the training error counts each label by its weight") {
  // Two examples, one right under the first label, one under neither: 1 - (0.7 + 0) / 2.
  auto const logits = at::eye(2, at::TensorOptions(at::kFloat)).narrow(0, 0, 1).expand({2, 2});  // always class 0
  auto const y = at::tensor({0L, 1L});
  auto const rows = at::tensor({0L, 1L, 1L, 1L}).view({2, 2});
  auto const weights = at::tensor({0.7F, 0.3F, 0.7F, 0.3F}).view({2, 2});
  REQUIRE(mix::weighted_error(logits, y, weights, rows).item<double>() == Approx(1 - 0.7 / 2));
}

TEST_CASE("dominant labels are those of the heavier row, own labels those of the first") {
  auto const weights = at::tensor({0.3F, 0.7F, 0.6F, 0.4F}).view({2, 2});
  REQUIRE(mix::label_weights(LabelRule::mixed, weights).equal(weights));
  REQUIRE(mix::label_weights(LabelRule::dominant, weights).equal(at::tensor({0.0F, 1.0F, 1.0F, 0.0F}).view({2, 2})));
  REQUIRE(mix::label_weights(LabelRule::own, weights).equal(at::tensor({1.0F, 0.0F, 1.0F, 0.0F}).view({2, 2})));
}

TEST_CASE("label smoothing spreads epsilon over all classes") {
  auto const q = mix::smooth_one_hot(at::tensor({2L}), 4, 0.2);  // 1 - 0.2 + 0.05, and 0.05 elsewhere
  REQUIRE((q - at::tensor({0.05F, 0.05F, 0.85F, 0.05F})).abs().max().item<double>() < 1e-7);
}

TEST_CASE("mixing at a later stage blends what enters that stage") {
  Problem p;
  Method latent;
  latent.at = 1;
  auto const result = mix::step(p.forward, p.x, p.y, 4, latent, fixed(0.3, reversed()));
  auto const hidden = at::mm(p.x, p.w);
  REQUIRE((result.logits - (0.3 * hidden + 0.7 * hidden.flip(0))).abs().max().item<double>() < 1e-5);
}

TEST_CASE("more than two rows blend with their Dirichlet weights") {
  Method method;
  method.alpha = 1;
  method.order = 3;
  auto const x = at::arange(12, at::kFloat).view({4, 3});
  auto const self = at::arange(4, at::kLong);
  mix::Blend const blend{mix::draw_weights(method, 4, 9), at::stack({self, self.flip(0), self.roll(1)}, 1)};
  auto const w = blend.weights[0];
  auto const expected = w[0] * x + w[1] * x.flip(0) + w[2] * x.roll(1, 0);
  REQUIRE((blend(x) - expected).abs().max().item<double>() < 1e-5);
}

TEST_CASE("CutMix pastes a box, and its label weight is the share of pixels kept") {
  Method method;
  method.alpha = 1;
  method.cut = true;
  auto x = at::zeros({2, 1, 8, 8});
  x[1].fill_(1);
  auto const rows = at::tensor({0L, 1L, 1L, 0L}).view({2, 2});
  bool clipped = false;
  for (uint64_t seed = 0; seed < 50; ++seed) {
    auto const blend = mix::draw_blend(method, rows, {8, 1, 8, 8}, seed, seed + 1000);
    auto const out = blend.input(x);
    REQUIRE(out[0].mean().item<double>() == Approx(blend.weights[0][1].item<double>()).margin(1e-6));
    REQUIRE(out[1].mean().item<double>() == Approx(blend.weights[0][0].item<double>()).margin(1e-6));
    REQUIRE(blend.weights.sum(1).eq(1).all().item<bool>());
    clipped = clipped || (blend.pasted[0] | blend.pasted.select(1, 0)).any().item<bool>();
  }
  REQUIRE(clipped);
}

TEST_CASE("CutMix where it has no meaning is refused") {
  Method method;
  method.cut = true;
  auto const rows = at::zeros({2, 2}, at::kLong);
  REQUIRE_THROWS_AS(mix::draw_blend(method, rows, {8, 6}, 1, 1), Error);
  method.at = 2;
  REQUIRE_THROWS_AS(mix::draw_blend(method, rows, {8, 1, 8, 8}, 1, 1), Error);
}

TEST_CASE("noise of sigma 0 is the input itself; otherwise each channel has its own spread") {
  auto const x = at::zeros({200, 2, 8, 8});
  REQUIRE(mix::add_noise(x, mix::draw_noise(x.sizes(), at::zeros({2}), 1)).is_same(x));
  auto const noisy = mix::add_noise(x, mix::draw_noise(x.sizes(), at::tensor({0.5F, 2.0F}), 1));
  REQUIRE(noisy.select(1, 0).std().item<double>() == Approx(0.5).epsilon(0.03));
  REQUIRE(noisy.select(1, 1).std().item<double>() == Approx(2.0).epsilon(0.03));
}

TEST_CASE(
    "a label or a partner that is not there is an error, also where loops take the place of LibTorch's operators") {
  using Catch::Matchers::Contains;
  for (int64_t const bad : {-1, 3})
    CHECK_THROWS_WITH(mix::smooth_one_hot(at::tensor({int64_t{0}, bad}), 3, 0), Contains("allowed 0 ... 2"));
  for (int64_t const bad : {-1, 2}) {
    mix::Blend const blend{at::tensor({1.0F, 0.0F}).view({1, 2}), at::tensor({int64_t{0}, bad}).view({1, 2})};
    CHECK_THROWS_WITH(blend(at::zeros({2, 4})), Contains("allowed 0 ... 1"));
  }
}
