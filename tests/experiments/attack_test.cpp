// attack: what every attack must keep to, whatever the net.
#include "experiments/adversarial/attack.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>

#include "data/batch.hpp"
#include "train/fit.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using adversarial::Attack, adversarial::Victim, adversarial::perturb;

namespace {

/// A net that has learnt its 400 generated pictures, and 100 of them.
struct Trained {
  Splits data;
  Net net;
  Batch batch;

  Victim victim() const {
    return {[this](at::Tensor const& x) { return net.forward(x); }, data.train.mean, data.train.std};
  }
  double error(at::Tensor const& x) const { return (net.forward(x).argmax(1) != batch.y).sum().item<double>(); }
  double loss(at::Tensor const& x) const { return at::cross_entropy_loss(net.forward(x), batch.y).item<double>(); }
};

Trained const& trained() {
  static Trained const one = [] {
    Run run;
    run.data.name = "cifar10";
    run.data.source = Source::synthetic;
    run.data.train_limit = 400;
    run.data.test_limit = 100;
    run.model.name = "preact_resnet18";
    run.model.width = 0.125;
    run.budget.epochs = 8;
    run.budget.batch = 50;
    Options options;
    options.device = "cpu";
    options.precision = "fp32";
    options.threads = 1;
    Progress quiet;
    auto const context = train::make_context(options, run, quiet);
    auto data = load(run.data, {}, 1);
    auto net = train::make_net(context, run, data);
    train::fit(context, run, net, data);
    net.train(false);
    auto batch = make_batch(data.train, at::arange(100, at::kLong), Augment::none, 0);
    return Trained{std::move(data), std::move(net), std::move(batch)};
  }();
  return one;
}

at::Tensor attacked(Attack const& attack, uint64_t seed = 1) {
  auto const& t = trained();
  return perturb(t.victim(), t.batch.x, t.batch.y, attack, seed);
}

Attack iterated(int64_t steps, double epsilon = 4) { return {epsilon, steps, 1.0 / double(steps), 0, true}; }

/// Largest change of a pixel in units of 1 / 255.
double change(at::Tensor const& x) {
  auto const& t = trained();
  double most = 0;
  for (int64_t c = 0; c < 3; ++c)
    most = std::max(most, (x - t.batch.x).select(1, c).abs().max().item<double>() * t.data.train.std[size_t(c)] * 255);
  return most;
}

}  // namespace

TEST_CASE("epsilon 0 gives back the very picture") {
  auto const& t = trained();
  for (Attack const& attack : {Attack{0, 1, 1, 0, true}, iterated(10, 0), Attack{0, 5, 0.5, 2, true}})
    REQUIRE(attacked(attack).equal(t.batch.x));
}

TEST_CASE("every step stays within epsilon and within valid pixels") {
  auto const& t = trained();
  for (Attack const& attack : {Attack{4, 1, 1, 0, true}, iterated(10), Attack{4, 20, 0.125, 2, true}}) {
    int64_t steps = 0;
    perturb(t.victim(), t.batch.x, t.batch.y, attack, 1, [&](at::Tensor const& x) {
      ++steps;
      REQUIRE(change(x) <= 4 + 1e-3);
      for (int64_t c = 0; c < 3; ++c) {
        auto const pixel = x.select(1, c) * t.data.train.std[size_t(c)] + t.data.train.mean[size_t(c)];
        REQUIRE(pixel.min().item<double>() >= -1e-6);
        REQUIRE(pixel.max().item<double>() <= 1 + 1e-6);
      }
    });
    REQUIRE(steps == attack.steps * std::max<int64_t>(1, attack.restarts));
  }
}

TEST_CASE("without clipping FGSM moves every pixel by epsilon, and by the sign of the gradient alone") {
  auto const moved = (attacked({4, 1, 1, 0, false}) - trained().batch.x).abs();
  for (int64_t c = 0; c < 3; ++c) {
    auto const pixels = moved.select(1, c) * (trained().data.train.std[size_t(c)] * 255);
    auto const still = (pixels < 1e-3).sum().item<double>() / double(pixels.numel());  // a gradient of exactly 0
    REQUIRE(still < 0.2);  // pictures of which the net is so sure that fp32 has no gradient left
    REQUIRE(pixels.masked_select(pixels > 1e-3).sub(4).abs().max().item<double>() < 1e-2);
  }
}

TEST_CASE("attacks raise the loss: more by iterating, never less on average with more steps or restarts") {
  auto const& t = trained();
  double const clean = t.loss(t.batch.x), fgsm = t.loss(attacked({4, 1, 1, 0, true}));
  REQUIRE(fgsm > clean);
  double before = fgsm;
  for (int64_t steps : {2, 5, 10, 20}) {
    double const now = t.loss(attacked(iterated(steps)));
    REQUIRE(now >= before * 0.995);  // finer steps follow the gradient better; the last ones gain almost nothing
    before = now;
  }
  REQUIRE(before > fgsm);
  double const once = t.loss(attacked({4, 10, 0.25, 1, true})), thrice = t.loss(attacked({4, 10, 0.25, 3, true}));
  REQUIRE(thrice >= once);  // the first start is the same
}

TEST_CASE("a larger epsilon fools more") {
  auto const& t = trained();
  double before = t.error(t.batch.x);
  for (double epsilon : {2, 8, 16}) {
    double const now = t.error(attacked(iterated(10, epsilon)));
    REQUIRE(now >= before);
    before = now;
  }
  REQUIRE(before > t.error(t.batch.x) + 20);
}

TEST_CASE("random starts come from the seed alone, and an attack leaves no gradient behind") {
  Attack const pgd{4, 2, 0.5, 2, true};
  REQUIRE(attacked(pgd, 3).equal(attacked(pgd, 3)));
  REQUIRE_FALSE(attacked(pgd, 3).equal(attacked(pgd, 4)));
  auto const& t = trained();
  auto const before =
      t.net.parameters()[0].second.grad().defined() ? t.net.parameters()[0].second.grad().clone() : at::Tensor{};
  attacked(pgd, 5);
  auto const after = t.net.parameters()[0].second.grad();
  REQUIRE(before.defined() == after.defined());
  if (before.defined()) REQUIRE(after.equal(before));
}
