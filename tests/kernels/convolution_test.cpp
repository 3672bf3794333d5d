// convolution: the own way gives what LibTorch's float32 convolution gives of the same bfloat16 numbers.
#include "kernels/convolution.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/conv.h>

#include "core/error.hpp"
#include "kernels/dot_tiles.hpp"
#include "kernels/ways.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

struct Case {
  int64_t batch, in, out, height, width, kernel, stride;
};

// Widths of the nets; channels that fill no vector, one channel, one image, one pixel, sides that are odd.
constexpr Case kCases[] = {
    {4, 3, 8, 32, 32, 3, 1},   {4, 8, 8, 32, 32, 3, 1},  {4, 8, 16, 32, 32, 3, 2}, {4, 8, 16, 32, 32, 1, 2},
    {3, 16, 16, 16, 16, 3, 1}, {3, 32, 32, 8, 8, 3, 1},  {9, 64, 64, 4, 4, 3, 1},  {2, 64, 128, 8, 8, 3, 2},
    {2, 5, 7, 9, 11, 3, 1},    {2, 13, 24, 7, 5, 3, 2},  {1, 1, 1, 1, 1, 3, 1},    {1, 40, 70, 1, 1, 3, 1},
    {2, 3, 20, 13, 17, 7, 2},  {2, 17, 33, 6, 6, 1, 1},  {3, 6, 10, 5, 5, 5, 3},   {3, 8, 8, 17, 19, 3, 1},
    {2, 16, 16, 9, 33, 3, 1},  {2, 16, 8, 20, 37, 3, 1}, {2, 8, 16, 18, 18, 5, 1}, {2, 16, 32, 33, 34, 3, 2}};

at::Tensor noise(at::IntArrayRef sizes, uint64_t seed) {  // numbers of bfloat16
  return at::randn(sizes, at::detail::createCPUGenerator(seed), at::TensorOptions(at::kFloat))
      .to(at::kBFloat16)
      .to(at::kFloat)
      .contiguous(at::MemoryFormat::ChannelsLast);
}

torch::nn::Conv2d conv(Case const& c) {
  torch::nn::Conv2d out(
      torch::nn::Conv2dOptions(c.in, c.out, c.kernel).stride(c.stride).padding(c.kernel / 2).bias(false));
  out->weight.set_data(noise(out->weight.sizes(), 3));
  return out;
}

/// Output, gradients by x, by the weights and by what is added.
std::vector<at::Tensor> answers(Case const& c, bool own, bool adds) {
  auto module = conv(c);
  auto const x = noise({c.batch, c.in, c.height, c.width}, 1).requires_grad_(true);
  auto const sizes = module->forward(x).sizes().vec();
  auto const add = noise(sizes, 2).requires_grad_(true);
  kernels::Using const ways({false, false, own});
  auto const out = kernels::convolve(*module, x, adds ? add : at::Tensor{});
  REQUIRE(out.scalar_type() == (own ? at::kBFloat16 : at::kFloat));
  (out.to(at::kFloat) * noise(sizes, 4)).sum().backward();
  std::vector<at::Tensor> all{out.detach().to(at::kFloat), x.grad(), module->weight.grad()};
  if (adds) all.push_back(add.grad());
  return all;
}

/// |a - b| / |b|, Euclidean norms.
double distance(at::Tensor const& a, at::Tensor const& b) { return ((a - b).norm() / b.norm()).item<double>(); }

bool possible() {
  if (kernels::has_dot_products()) return true;
  WARN("skipped: this processor has no avx512_bf16");
  return false;
}

}  // namespace

TEST_CASE("a convolution and its gradients are those of float32 within one rounding, that by the weights closer") {
  if (!possible()) return;
  for (auto const& c : kCases)
    for (bool const adds : {false, true}) {
      INFO(c.in << " -> " << c.out << " at " << c.height << " x " << c.width << ", kernel " << c.kernel << ", stride "
                << c.stride << ", adds " << adds);
      auto const own = answers(c, true, adds), exact = answers(c, false, adds);
      for (size_t i = 0; i < own.size(); ++i) {
        INFO("answer " << i);
        REQUIRE(own[i].sizes() == exact[i].sizes());
        REQUIRE(distance(own[i], exact[i]) < (i == 2 ? 2e-6 : 4e-3));  // bfloat16 keeps 8 bits: 2^-9 at most
      }
    }
}

TEST_CASE("a convolution gives the same bits every time, and a NaN is not hidden") {
  if (!possible()) return;
  auto const a = answers(kCases[1], true, true), b = answers(kCases[1], true, true);
  for (size_t i = 0; i < a.size(); ++i) REQUIRE(a[i].equal(b[i]));
  auto module = conv(kCases[1]);
  auto const x = noise({1, 8, 32, 32}, 1);
  x[0][3][5][5] = std::nan("");
  kernels::Using const ways({false, false, true});
  REQUIRE(kernels::convolve(*module, x).isnan().any().item<bool>());
}

TEST_CASE("a convolution of another kind goes LibTorch's way") {
  using Options = torch::nn::Conv2dOptions;
  auto const x = noise({2, 8, 9, 9}, 1);
  kernels::Using const ways({false, false, true});
  for (auto const& options :
       {Options(8, 8, 3).padding(0).bias(false), Options(8, 8, 3).padding(1),
        Options(8, 8, 3).padding(1).groups(2).bias(false), Options(8, 8, 2).bias(false),
        Options(8, 8, 3).padding(2).dilation(2).bias(false), Options(8, 8, {3, 1}).padding({1, 0}).bias(false)}) {
    torch::nn::Conv2d module(options);
    REQUIRE(kernels::convolve(*module, x).equal(module->forward(x)));
  }
}

TEST_CASE("a gradient of a convolution's gradient is an error with words") {
  if (!possible()) return;
  auto module = conv(kCases[1]);
  auto const x = noise({1, 8, 32, 32}, 1).requires_grad_(true);
  kernels::Using const ways({false, false, true});
  auto const loss = kernels::convolve(*module, x).sum();
  REQUIRE_THROWS_WITH(torch::autograd::grad({loss}, {x}, {}, true, /*create_graph=*/true),
                      Catch::Matchers::Contains("gradient of a gradient"));
}
