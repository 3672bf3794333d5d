// optimizer: the rules of SGD written out, which parameters decay, and the fused step beside the plain one.
#include "train/optimizer.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scalar_tensor.h>

#include <cmath>
#include <memory>

#include "train/torch_version.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// A matrix and a vector of ones after `steps` steps with gradients of a half.
std::pair<double, double> after(OptimizerSpec const& spec, int steps) {
  auto matrix = at::ones({2, 2}).requires_grad_(true), vector = at::ones({2}).requires_grad_(true);
  train::Optimizer optimizer(spec, {{"matrix", matrix}, {"vector", vector}});
  for (int i = 0; i < steps; ++i) {
    optimizer.zero_grad();
    (0.5 * matrix.sum() + 0.5 * vector.sum()).backward();
    optimizer.step();
  }
  return {matrix[0][0].item<double>(), vector[0].item<double>()};
}

}  // namespace

TEST_CASE("weight decay acts on everything, or on what has more than one dimension") {
  OptimizerSpec spec;
  spec.lr = 0.1;
  spec.momentum = 0;
  spec.weight_decay = 0.2;
  auto const both = after(spec, 1);
  REQUIRE(both.first == Approx(1 - 0.1 * (0.5 + 0.2)));
  REQUIRE(both.second == Approx(1 - 0.1 * (0.5 + 0.2)));
  spec.decay_norms = false;
  auto const one = after(spec, 1);
  REQUIRE(one.first == Approx(1 - 0.1 * (0.5 + 0.2)));
  REQUIRE(one.second == Approx(1 - 0.1 * 0.5));
}

TEST_CASE("Nesterov looks ahead: the step is the gradient and momentum times the new velocity") {
  OptimizerSpec spec;
  spec.lr = 0.1;
  spec.momentum = 0.9;
  spec.nesterov = true;
  double const first = 1 - 0.1 * (0.5 + 0.9 * 0.5), velocity = 0.9 * 0.5 + 0.5;
  REQUIRE(after(spec, 1).first == Approx(first));
  REQUIRE(after(spec, 2).first == Approx(first - 0.1 * (0.5 + 0.9 * velocity)));
  spec.nesterov = false;
  REQUIRE(after(spec, 2).first == Approx(1 - 0.1 * 0.5 - 0.1 * velocity));
}

namespace {

/// What is left of some tensors of several layouts, and of what the optimiser remembers, after steps at several rates.
struct Stepped {
  std::vector<at::Tensor> parameters;
  NamedTensors state;
};

NamedTensors drawn_parameters() {
  auto generator = at::detail::createCPUGenerator(4);
  auto const draw = [&](at::IntArrayRef sizes) {
    return at::randn(sizes, generator, at::TensorOptions(at::kFloat)).requires_grad_(true);
  };
  NamedTensors out{{"bias", draw({16})}, {"kernel", draw({16, 8, 3, 3})}, {"shortcut", draw({16, 8, 1, 1})}};
  for (auto& [name, p] : out)
    if (p.dim() == 4) p.set_data(p.contiguous(at::MemoryFormat::ChannelsLast));
  return out;
}

void set_gradients(NamedTensors const& parameters, int64_t step) {
  for (auto const& [name, p] : parameters)
    p.mutable_grad() = (p.detach() * (step + 1)).sin().contiguous();  // of another layout than the kernel
}

using Way = train::Optimizer::Way;

/// The ways that this LibTorch has.
std::vector<Way> ways() {
  if (!train::kHasFusedUpdates) return {Way::torch, Way::one_pass};
  return {Way::torch, Way::one_pass, Way::device};
}

Stepped stepped(OptimizerSpec const& spec, Way way, int64_t refused = -1, bool through_checkpoint = false) {
  auto const parameters = drawn_parameters();
  auto optimizer = std::make_unique<train::Optimizer>(spec, parameters, way);
  for (int64_t step = 0; step < 5; ++step) {
    set_gradients(parameters, step);
    auto const allowed = optimizer->finite_gradients().logical_and(at::scalar_tensor(step != refused, at::kBool));
    optimizer->step(at::scalar_tensor(0.1 / (1 + step), at::kDouble), allowed);
    if (!through_checkpoint) continue;
    auto const state = optimizer->state();
    auto const next = step % 2 == 0 ? Way::torch : way;  // from one way to the other, each time
    optimizer = std::make_unique<train::Optimizer>(spec, parameters, next);
    optimizer->load(state);
  }
  Stepped out{{}, optimizer->state()};
  for (auto const& [name, p] : parameters) out.parameters.push_back(p.detach());
  return out;
}

/// Steps of 0.1 whose gradients depend on those before: orders of operations were seen to differ by 1.8e-6.
constexpr double kRounding = 4e-6;

void require_alike(Stepped const& a, Stepped const& b) {
  for (size_t i = 0; i < a.parameters.size(); ++i) {
    INFO("largest difference " << (a.parameters[i] - b.parameters[i]).abs().max().item<double>());
    CHECK(a.parameters[i].allclose(b.parameters[i], 1e-5, kRounding));
  }
  REQUIRE(a.state.size() == b.state.size());
  for (size_t i = 0; i < a.state.size(); ++i) {
    CHECK(a.state[i].first == b.state[i].first);
    CHECK(a.state[i].second.allclose(b.state[i].second, 1e-5, kRounding));
  }
}

std::vector<OptimizerSpec> specs() {
  OptimizerSpec plain, nesterov, without, adam;
  plain.weight_decay = without.weight_decay = adam.weight_decay = 0.01;
  nesterov.nesterov = true;
  nesterov.decay_norms = false;
  nesterov.weight_decay = 0.1;
  without.momentum = 0;
  adam.name = OptimizerKind::adam;
  return {plain, nesterov, without, adam};
}

}  // namespace

TEST_CASE("a step that is not allowed changes nothing") {
  for (auto const& spec : specs())
    for (auto const way : ways()) {
      auto const all = stepped(spec, way), none = stepped(spec, way, 4);
      CHECK_FALSE(all.parameters[0].equal(none.parameters[0]));
      require_alike(stepped(spec, Way::torch, 4), none);
    }
}

TEST_CASE("a gradient that is not finite is found, wherever it is") {
  for (auto const way : ways()) {
    auto const parameters = drawn_parameters();
    train::Optimizer const optimizer(OptimizerSpec{}, parameters, way);
    set_gradients(parameters, 0);
    CHECK(optimizer.finite_gradients().item<bool>());
    for (double bad : {INFINITY, -INFINITY, NAN}) {
      set_gradients(parameters, 0);
      parameters[1].second.mutable_grad()[15][7][2][2] = bad;
      CHECK_FALSE(optimizer.finite_gradients().item<bool>());
    }
  }
}

TEST_CASE("every way steps as LibTorch does, and goes on from the others' checkpoints") {
  if (!train::kHasFusedUpdates)
    WARN("LibTorch " << train::libtorch_version() << " has no fused optimisers: their steps are not compared");
  for (auto const& spec : specs())
    for (auto const way : ways()) {
      require_alike(stepped(spec, way), stepped(spec, Way::torch));
      require_alike(stepped(spec, way, -1, true), stepped(spec, Way::torch));
    }
}
