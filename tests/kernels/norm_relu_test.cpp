// norm_relu: the fused way gives what LibTorch's operators give, forward and backward, at every odd size.
#include "kernels/norm_relu.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/batchnorm.h>

#include "core/error.hpp"
#include "kernels/ways.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Case {
  int64_t batch, channels, height, width;
};

constexpr Case kCases[] = {{128, 8, 32, 32}, {2, 64, 8, 8}, {3, 13, 5, 7},  {1, 1, 3, 3},
                           {1, 16, 1, 2},    {4, 5, 1, 1},  {2, 512, 4, 4}, {7, 100, 3, 3}};

at::Tensor noise(Case const& c, uint64_t seed) {
  return at::randn({c.batch, c.channels, c.height, c.width}, at::detail::createCPUGenerator(seed),
                   at::TensorOptions(at::kFloat))
      .contiguous(at::MemoryFormat::ChannelsLast);
}

/// Everything that the operator computes: output, gradients of x, weight and bias, running statistics.
std::vector<at::Tensor> answers(Case const& c, at::ScalarType type, bool training, bool fused, double mean = 0.5) {
  torch::nn::BatchNorm2d norm(c.channels);
  auto const values = at::randn({4, c.channels}, at::detail::createCPUGenerator(3), at::TensorOptions(at::kFloat));
  norm->weight.data().copy_(values[0]);  // of both signs
  norm->bias.data().copy_(values[1]);
  norm->running_mean.copy_(values[2]);
  norm->running_var.copy_(values[3].abs());
  norm->train(training);
  auto const x = (noise(c, 1) + mean).to(type).requires_grad_(true);
  kernels::Using const way({fused, false, false});
  auto const out = kernels::norm_relu(*norm, x);
  auto const loss = (out.active.to(at::kFloat) * noise(c, 2)).sum() + (out.through.to(at::kFloat) * noise(c, 4)).sum();
  loss.backward();
  return {out.active.detach(), x.grad(),          norm->weight.grad(),      norm->bias.grad(),
          norm->running_mean,  norm->running_var, norm->num_batches_tracked};
}

/// |a - b| / |b|, Euclidean norms.
double distance(at::Tensor const& a, at::Tensor const& b) {
  return ((a - b).to(at::kDouble).norm() / (b.to(at::kDouble).norm() + 1e-30)).item<double>();
}

void agree(std::vector<at::Tensor> const& a, std::vector<at::Tensor> const& b, double tolerance) {
  for (size_t i = 0; i < a.size(); ++i) {
    INFO("answer " << i);
    REQUIRE(a[i].sizes() == b[i].sizes());
    REQUIRE(distance(a[i], b[i]) < tolerance);
  }
}

}  // namespace

TEST_CASE("norm_relu in float32 is torch's batch norm, ReLU and sum of gradients, training and judging") {
  for (auto const& c : kCases)
    for (bool const training : {true, false}) {
      INFO(c.batch << " x " << c.channels << " x " << c.height << " x " << c.width << ", training " << training);
      agree(answers(c, at::kFloat, training, true), answers(c, at::kFloat, training, false), 2e-5);
    }
}

TEST_CASE("norm_relu in bfloat16 is within its rounding of float32, statistics within that of the input") {
  for (auto const& c : {kCases[0], kCases[1], kCases[2], kCases[6]})
    agree(answers(c, at::kBFloat16, true, true), answers(c, at::kFloat, true, false), 0.05);
}

TEST_CASE("norm_relu keeps its digits where the mean is far from zero") {
  agree(answers(kCases[1], at::kFloat, true, true, 1000), answers(kCases[1], at::kFloat, true, false, 1000), 1e-3);
}

TEST_CASE("norm_relu gives the same bits every time, and a NaN is not hidden") {
  REQUIRE(answers(kCases[0], at::kBFloat16, true, true)[1].equal(answers(kCases[0], at::kBFloat16, true, true)[1]));
  torch::nn::BatchNorm2d norm(8);
  auto const x = noise(kCases[0], 1);
  x[0][3][0][0] = std::nan("");
  kernels::Using const way({true, false, false});
  REQUIRE(kernels::norm_relu(*norm, x).active.isnan().any().item<bool>());
}

TEST_CASE("a gradient of norm_relu's gradient is an error with words, and only of the fused way") {
  for (bool const fused : {true, false}) {
    torch::nn::BatchNorm2d norm(13);
    auto const x = noise(kCases[2], 1).requires_grad_(true);
    kernels::Using const way({fused, false, false});
    auto const loss = kernels::norm_relu(*norm, x).active.sum();
    auto const twice = [&] { return torch::autograd::grad({loss}, {x}, {}, true, /*create_graph=*/true); };
    if (fused)
      REQUIRE_THROWS_WITH(twice(), Catch::Matchers::Contains("gradient of a gradient"));
    else
      REQUIRE_NOTHROW(twice());
  }
}
