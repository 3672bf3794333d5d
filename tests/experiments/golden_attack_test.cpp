// golden_attack: FGSM and I-FGSM against PyTorch: tests/golden/attacks.json, made by the script beside it. The suite
// works on normalised pictures, the script on pixels.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/tensor.h>

#include "experiments/adversarial/attack.hpp"
#include "models/catalog.hpp"
#include "models/golden_fill.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using adversarial::Attack, adversarial::Victim;

namespace {

constexpr int64_t kPictures = 6;  // as in the script
std::vector<double> const kMean{0.4914, 0.4822, 0.4465}, kStd{0.2023, 0.1994, 0.2010};

at::Tensor per_channel(std::vector<double> const& values) {
  return at::tensor(values).to(at::kFloat).view({1, 3, 1, 1});
}

std::vector<double> losses(Victim const& victim, at::Tensor const& x, at::Tensor const& y) {
  at::NoGradGuard const no_grad;
  auto const each = at::cross_entropy_loss(victim.logits(x), y, {}, /*none*/ 0).to(at::kDouble);
  return {each.data_ptr<double>(), each.data_ptr<double>() + each.numel()};
}

}  // namespace

TEST_CASE("FGSM and I-FGSM move pixels as PyTorch does by definition, and to its losses") {
  auto const golden = read_json(MIXUP_TEST_DIR "/golden/attacks.json");
  auto const net = models::make({"preact_resnet18", 0.125}, {{3, 16, 16}, 10}, 0, 1);
  fill(net);
  net.train(false);
  Victim const victim{[&](at::Tensor const& x) { return net.forward(x); }, kMean, kStd};
  auto const x = (noise(500, {kPictures, 3, 16, 16}) + 0.5 - per_channel(kMean)) / per_channel(kStd);
  auto const y = (3 * at::arange(kPictures, at::kLong)).remainder(10);
  auto const near = [&](at::Tensor const& at, Json const& theirs) {
    auto const ours = losses(victim, at, y);
    for (size_t i = 0; i < ours.size(); ++i) CHECK(ours[i] == Approx(theirs[i].get<double>()).epsilon(1e-3));
  };
  near(x, golden["clean"]);
  for (auto const& [name, attack] :
       {std::pair("fgsm", Attack{4, 1, 1, 0, true}), {"ifgsm", Attack{4, 10, 0.1, 0, true}}}) {
    INFO(name);
    auto const moved = perturb(victim, x, y, attack, 1);
    near(moved, golden[name]["losses"]);
    auto const moves = ((moved - x) * per_channel(kStd) * (255 / 4.)).reshape(-1);
    auto const theirs = at::tensor(golden[name]["moves"].get<std::vector<double>>()).to(at::kFloat);
    REQUIRE(moves.sizes() == theirs.sizes());
    // A gradient that is 0 but for rounding has either sign: so few pixels may differ.
    CHECK(((moves - theirs).abs() > 0.01).to(at::kDouble).mean().item<double>() < 0.002);
  }
}
