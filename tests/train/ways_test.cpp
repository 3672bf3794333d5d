// ways: whole nets give by the own operators what they give by LibTorch's: logits, gradients, ten losses.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>

#include "kernels/dot_tiles.hpp"
#include "models/catalog.hpp"
#include "train/numerics.hpp"
#include "train/optimizer.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// bfloat16 keeps 8 bits; the same bound as that of the self-test (train/precision.cpp).
constexpr double kTolerance = 0.05;

train::Numerics numerics(bool own, bool bf16) {
  return {at::kCPU, bf16, true, {own, own, own && bf16 && kernels::has_dot_products()}};
}

struct Answers {
  at::Tensor logits, gradient, losses, judged;  // gradient: of all parameters, one after the other
};

/// `nudge`: how far a second draw moves the input.
Answers answers(std::string const& name, double width, train::Numerics const& how, int64_t side, double lr = 0.01,
                double nudge = 0) {
  int64_t const batch = 8;
  auto const net = models::make({name, width}, {{3, side, side}, 10}, 0, 1);
  train::place_net(net, how);
  net.train();
  OptimizerSpec spec;
  spec.lr = lr;
  using Way = train::Optimizer::Way;
  train::Optimizer optimizer(spec, net.parameters(), how.ways.optimizer ? Way::one_pass : Way::torch);
  auto generator = at::detail::createCPUGenerator(2);
  auto const draw = [&] { return at::randn({batch, 3, side, side}, generator, at::TensorOptions(at::kFloat)); };
  auto const first = draw();
  auto const x = (first + nudge * draw()).contiguous(at::MemoryFormat::ChannelsLast);
  auto const y = at::arange(batch, at::kLong);
  Answers out;
  std::vector<double> losses;
  for (int step = 0; step < 10; ++step) {
    optimizer.zero_grad();
    auto const logits = train::forward(how, net, x).to(at::kFloat);
    auto const loss = at::cross_entropy_loss(logits, y);
    loss.backward();
    losses.push_back(loss.item<double>());
    if (step == 0) {
      std::vector<at::Tensor> all;
      for (auto const& [name, p] : net.parameters()) all.push_back(p.grad().reshape({-1}));
      out.gradient = at::cat(all);
      out.logits = logits.detach();
    }
    optimizer.step();
  }
  out.losses = at::tensor(losses, at::kDouble);
  net.train(false);
  out.judged = train::forward(how, net, x).to(at::kFloat).detach();
  return out;
}

/// |a - b| / |b|, Euclidean norms.
double distance(at::Tensor const& a, at::Tensor const& b) { return ((a - b).norm() / b.norm()).item<double>(); }

}  // namespace

TEST_CASE("in float32 every image net gives by the own operators what it gives by LibTorch's") {
  struct Case {
    char const* name;
    double width;
    int64_t side;
  };
  for (auto const& [name, width, side] : {Case{"preact_resnet18", 0.125, 32},
                                          {"preact_resnet18_bn_stem", 0.05, 32},
                                          {"wide_resnet28_10", 0.05, 16},
                                          {"densenet_bc190", 0.05, 16},
                                          {"resnet50", 0.1, 64},
                                          {"vgg11", 0.1, 32}}) {
    INFO(name);
    auto const own = answers(name, width, numerics(true, false), side, 1e-3);
    auto const torch = answers(name, width, numerics(false, false), side, 1e-3);
    // Deep nets on eight examples enlarge rounding, and a ReLU near zero may fall on the other side: what an input that
    // differs in its sixth digit does to LibTorch's own answers is the measure.
    auto const nudged = answers(name, width, numerics(false, false), side, 1e-3, 1e-6);
    for (auto const part : {&Answers::logits, &Answers::gradient, &Answers::losses})
      REQUIRE(distance(own.*part, torch.*part) < 5 * distance(nudged.*part, torch.*part) + 1e-5);
  }
}

TEST_CASE("in bfloat16 PreAct ResNet is as near to float32 by the own operators as by LibTorch's") {
  if (!kernels::has_dot_products()) {
    WARN("skipped: this processor has no avx512_bf16");
    return;
  }
  for (auto const* name : {"preact_resnet18", "preact_resnet18_bn_stem"})
    for (double const width : {0.125, 0.25}) {
      INFO(name << ", width " << width);
      auto const exact = answers(name, width, numerics(false, false), 32);
      auto const own = answers(name, width, numerics(true, true), 32);
      auto const torch = answers(name, width, numerics(false, true), 32);
      REQUIRE(distance(own.logits, exact.logits) < kTolerance);
      REQUIRE(distance(own.gradient, exact.gradient) < 10 * kTolerance);
      REQUIRE(distance(own.gradient, exact.gradient) < 1.5 * distance(torch.gradient, exact.gradient));
      REQUIRE(distance(own.losses, exact.losses) < kTolerance);
      REQUIRE(distance(own.judged, exact.judged) < 10 * kTolerance);
    }
}
