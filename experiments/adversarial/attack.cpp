#include "attack.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <limits>

#include "core/seed.hpp"

namespace mixup::adversarial {
namespace {

constexpr double kPixel = 1.0 / 255;

/// [1, C, 1, 1] in x's type and place; computed in double, as the normalisation of the pictures is.
template <class Value>
at::Tensor per_channel(Victim const& victim, at::Tensor const& x, Value value) {
  std::vector<float> values;
  for (size_t c = 0; c < victim.std.size(); ++c)
    values.push_back(static_cast<float>(value(victim.mean[c], victim.std[c])));
  return at::tensor(values).to(x.device()).view({1, -1, 1, 1});
}

/// Where an adversarial picture may lie: the ball around x, cut to valid pixels.
struct Bounds {
  at::Tensor low, high;
  at::Tensor operator()(at::Tensor const& x) const { return at::minimum(at::maximum(x, low), high); }
};

Bounds bounds(Victim const& victim, at::Tensor const& x, at::Tensor const& radius, bool clip) {
  Bounds ball{x - radius, x + radius};
  if (!clip) return ball;
  auto const black = per_channel(victim, x, [](double mean, double std) { return (0 - mean) / std; });
  auto const white = per_channel(victim, x, [](double mean, double std) { return (1 - mean) / std; });
  return {at::maximum(ball.low, black), at::minimum(ball.high, white)};
}

/// Cross-entropy of each example, [B].
at::Tensor losses(Victim const& victim, at::Tensor const& x, at::Tensor const& y) {
  return at::cross_entropy_loss(victim.logits(x), y, {}, /*none*/ 0);
}

/// Gradient of the summed loss: each row is its own example's.
at::Tensor gradient(Victim const& victim, at::Tensor const& x, at::Tensor const& y) {
  at::AutoGradMode const with_gradients(true);
  auto const leaf = x.detach().requires_grad_(true);
  return torch::autograd::grad({losses(victim, leaf, y).sum()}, {leaf})[0];
}

}  // namespace

at::Tensor perturb(Victim const& victim, at::Tensor const& x, at::Tensor const& y, Attack const& attack, uint64_t seed,
                   Watch const& watch) {
  at::NoGradGuard const no_grad;
  auto const radius = per_channel(victim, x, [&](double, double std) { return attack.epsilon * kPixel / std; });
  auto const inside = bounds(victim, x, radius, attack.clip);
  auto worst = x;
  auto worst_loss = at::full_like(y, -std::numeric_limits<double>::infinity(), at::TensorOptions(at::kFloat));
  for (int64_t restart = 0; restart < std::max<int64_t>(1, attack.restarts); ++restart) {
    auto adversarial = x;
    if (attack.restarts > 0) {
      auto generator = at::detail::createCPUGenerator(derive_seed(seed, "attack", 0, static_cast<uint64_t>(restart)));
      auto const start = 2 * at::rand(x.sizes(), generator, at::TensorOptions(at::kFloat)) - 1;
      adversarial = inside(x + start.to(x.device()) * radius);
    }
    for (int64_t step = 0; step < attack.steps; ++step) {
      adversarial = inside(adversarial + attack.step * radius * gradient(victim, adversarial, y).sign());
      if (watch) watch(adversarial);
    }
    auto const loss = losses(victim, adversarial, y);
    auto const better = loss > worst_loss;
    worst = at::where(better.view({-1, 1, 1, 1}), adversarial, worst);
    worst_loss = at::where(better, loss, worst_loss);
  }
  return worst;
}

}  // namespace mixup::adversarial
