// optimizer: the rules of SGD written out, and which parameters decay.
#include "train/optimizer.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// A matrix and a vector of ones after `steps` steps with gradients of a half.
std::pair<double, double> after(OptimizerSpec const& spec, int steps, bool fused = false) {
  auto matrix = at::ones({2, 2}).requires_grad_(true), vector = at::ones({2}).requires_grad_(true);
  train::Optimizer optimizer(spec, {{"matrix", matrix}, {"vector", vector}}, fused);
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

TEST_CASE("a step in one pass is LibTorch's, by every rule, and remembers it under the same names") {
  OptimizerSpec spec;
  spec.lr = 0.1;
  spec.momentum = 0.9;
  spec.weight_decay = 0.2;
  for (bool const nesterov : {false, true})
    for (bool const decay_norms : {false, true}) {
      spec.nesterov = nesterov;
      spec.decay_norms = decay_norms;
      auto const fused = after(spec, 5, true), torch = after(spec, 5, false);
      REQUIRE(fused.first == Approx(torch.first).epsilon(1e-6));
      REQUIRE(fused.second == Approx(torch.second).epsilon(1e-6));
    }
  std::vector<NamedTensors> states;
  for (bool const fused : {true, false}) {
    auto weights = at::ones({2, 3, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_(true);
    train::Optimizer optimizer(spec, {{"weights", weights}}, fused);
    (weights * weights).sum().backward();
    optimizer.step();
    states.push_back(optimizer.state());
    optimizer.load(optimizer.state());
  }
  REQUIRE(states[0].size() == 1);
  REQUIRE(states[0][0].first == states[1][0].first);
  REQUIRE(states[0][0].second.strides() == states[1][0].second.strides());
  REQUIRE(states[0][0].second.allclose(states[1][0].second));
}
