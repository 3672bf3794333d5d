// readings_test: what libraries make of "a batch mixed with a permutation of itself", each beside what it says.
#include <ATen/TensorOperators.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <set>

#include "error_of.hpp"
#include "mix/lambda.hpp"
#include "mix/pairing.hpp"
#include "mix/step.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Method per_example() {
  Method method;
  method.alpha = 1;
  method.lambda_per = LambdaPer::example;
  return method;
}

std::vector<int64_t> partners_of(By by, int64_t batch, int64_t order = 2, int64_t column = 1) {
  Method method;
  method.pair.by = by;
  method.order = order;
  auto const rows = mix::draw_partners(method, at::arange(batch), at::zeros({batch}, at::kLong), {}, 3).rows;
  std::vector<int64_t> out;
  for (int64_t b = 0; b < batch; ++b) out.push_back(rows[b][column].item<int64_t>());
  return out;
}

}  // namespace

TEST_CASE("a batch is rolled by one, or runs backwards") {
  CHECK(partners_of(By::roll, 5) == std::vector<int64_t>{4, 0, 1, 2, 3});
  CHECK(partners_of(By::roll, 5, 3, 2) == std::vector<int64_t>{3, 4, 0, 1, 2});
  CHECK(partners_of(By::reversal, 5) == std::vector<int64_t>{4, 3, 2, 1, 0});
  CHECK(partners_of(By::reversal, 4, 3, 2) == std::vector<int64_t>{2, 1, 0, 3});
  CHECK(partners_of(By::roll, 1, 4, 3) == std::vector<int64_t>{0});
  for (auto by : {By::roll, By::reversal})
    for (int64_t column : {1, 2, 3}) {
      auto row = partners_of(by, 7, 4, column);
      CHECK(std::set<int64_t>(row.begin(), row.end()).size() == 7);
    }
}

TEST_CASE("an example and its mirror in the batch share lambda, others do not") {
  auto method = per_example();
  method.lambda_per = LambdaPer::pair;
  for (int64_t const batch : {6, 7}) {
    auto const weights = mix::draw_weights(method, batch, 9);
    CHECK(weights.equal(weights.flip({0})));
    auto const first = weights.select(1, 0);
    for (int64_t b = 1; b < (batch + 1) / 2; ++b) CHECK(first[b].item<float>() != first[b - 1].item<float>());
    CHECK(at::allclose(weights.sum(1), at::ones({batch})));
  }
}

TEST_CASE("with the heavy first lambda is the larger of lambda and 1 - lambda") {
  auto method = per_example();
  auto const plain = mix::draw_weights(method, 50, 4);
  method.heavy_first = true;
  auto const heavy = mix::draw_weights(method, 50, 4);
  CHECK(heavy.select(1, 0).equal(plain.amax(1)));
  CHECK(heavy.select(1, 1).equal(plain.amin(1)));
  method.order = 3;
  auto const three = mix::draw_weights(method, 50, 4);
  CHECK(three.select(1, 0).equal(three.amax(1)));
}

TEST_CASE("stretched weights leave [0, 1] by the share that is said, and still sum to 1") {
  auto method = per_example();
  auto const plain = mix::draw_weights(method, 2000, 4);
  method.stretch = 0.5;
  auto const stretched = mix::draw_weights(method, 2000, 4);
  CHECK(at::allclose(stretched, 0.5 + (plain - 0.5) * 1.5, 1e-5, 1e-6));
  CHECK(at::allclose(stretched.sum(1), at::ones({2000})));
  CHECK(stretched.min().item<float>() >= -0.2501);
  CHECK(stretched.min().item<float>() < -0.2);
  CHECK(stretched.max().item<float>() > 1.2);
  method.alpha = 0;
  CHECK(mix::draw_weights(method, 1, 4)[0][0].item<float>() == 1.25F);
}

TEST_CASE("clipped label weights are hard where the input is extrapolated, and lambda elsewhere") {
  auto const weights = at::tensor({1.2F, -0.2F, 0.7F, 0.3F, -0.1F, 1.1F}).view({3, 2});
  auto const clipped = mix::label_weights(LabelRule::clipped, weights);
  CHECK(at::allclose(clipped, at::tensor({1.0F, 0.0F, 0.7F, 0.3F, 0.0F, 1.0F}).view({3, 2})));
  CHECK(mix::label_weights(LabelRule::mixed, weights).equal(weights));
}

TEST_CASE("the loss of extrapolated labels is the difference of two cross-entropies") {
  auto const logits = at::randn({1, 3});
  auto const x = at::randn({2, 3}), y = at::tensor({0, 2}, at::kLong);
  mix::Forward const forward = [&](at::Tensor const&, int64_t, auto const&) { return logits; };
  mix::Blend const blend{at::tensor({1.25F, -0.25F}).view({1, 2}), at::tensor({0, 1}, at::kLong).view({1, 2})};
  auto const p = logits.log_softmax(1)[0];
  double const expected = -1.25 * p[0].item<double>() + 0.25 * p[2].item<double>();
  CHECK(mix::step(forward, x, y, 3, Method{}, blend).loss.item<double>() == Approx(expected).epsilon(1e-5));
}

TEST_CASE("manifold mixup draws the layer of each batch from 0 to the one that is said, and mixes there") {
  Method method;
  method.alpha = 1;
  method.at = 2;
  method.any_layer = true;
  auto const rows = at::tensor({0, 1, 1, 0}, at::kLong).view({2, 2});
  std::vector<int> seen(3);
  for (uint64_t seed = 0; seed < 300; ++seed) {
    auto const blend = mix::draw_blend(method, rows, {2, 3}, 1, seed);
    REQUIRE(blend.layer.has_value());
    ++seen.at(static_cast<size_t>(*blend.layer));
    int64_t mixed_at = -1;
    mix::Forward const forward = [&](at::Tensor const& x, int64_t at, auto const& hook) {
      mixed_at = at;
      return hook(x);
    };
    mix::step(forward, at::randn({2, 3}), at::tensor({0, 1}, at::kLong), 3, method, blend);
    REQUIRE(mixed_at == *blend.layer);
  }
  for (int count : seen) CHECK(std::abs(count - 100) < 33);  // four deviations
  method.any_layer = false;
  CHECK(!mix::draw_blend(method, rows, {2, 3}, 1, 1).layer.has_value());
}

TEST_CASE("CutMix has no box outside of the picture") {
  Method method;
  method.cut = true;
  method.stretch = 0.5;
  auto const rows = at::tensor({0, 1, 1, 0}, at::kLong).view({2, 2});
  CHECK_THAT(error_of([&] {
               mix::draw_blend(method, rows, {2, 3, 8, 8}, 1, 1);
             }).what(),
             Catch::Matchers::Contains("stretch 0.5"));
}
