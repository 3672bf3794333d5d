#include "train/precision.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <fmt/format.h>
#include <torch/nn/modules/conv.h>

#include <map>
#include <utility>

#include "kernels/convolution.hpp"
#include "train/machine.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

struct Shape {
  int64_t in, out, size, kernel, stride, groups = 1;
};

/// One of each kind that the nets have: stem, body, downsampling, shortcut, wide body; stem, widening and groups of
/// ResNet and ResNeXt; first layer of LeNet.
constexpr Shape kShapes[] = {{3, 64, 32, 3, 1},       {16, 16, 32, 3, 1}, {64, 128, 16, 3, 2},  {64, 128, 16, 1, 2},
                             {128, 128, 8, 3, 1},     {3, 64, 32, 7, 2},  {256, 1024, 4, 1, 1}, {128, 128, 8, 3, 1, 32},
                             {128, 128, 8, 3, 2, 32}, {1, 20, 32, 5, 1}};

/// bfloat16 keeps 8 bits: a sum of rounded products is off by about 2^-8 of its spread; a wrong kernel by about 1.
constexpr double kTolerance = 0.05;

struct Answer {
  at::Tensor out, by_input, by_weights;
};

Answer run(Shape const& s, at::Device device, bool bf16, kernels::Ways ways) {
  auto generator = at::detail::createCPUGenerator(1);
  auto const draw = [&](at::IntArrayRef sizes) {
    return at::randn(sizes, generator, at::TensorOptions(at::kFloat))
        .to(device)
        .contiguous(at::MemoryFormat::ChannelsLast)
        .requires_grad_(true);
  };
  auto const x = draw({4, s.in, s.size, s.size});
  torch::nn::Conv2d conv(torch::nn::Conv2dOptions(s.in, s.out, s.kernel)
                             .stride(s.stride)
                             .padding(s.kernel / 2)
                             .groups(s.groups)
                             .bias(false));
  conv->weight = draw({s.out, s.in / s.groups, s.kernel, s.kernel});
  Autocast const autocast(device, bf16);
  kernels::Using const in_use(ways);
  auto const out = kernels::convolve(*conv, x).to(at::kFloat);
  out.sin().sum().backward();  // any smooth loss
  return {out.detach(), x.grad(), conv->weight.grad()};
}

/// |a - b| / |b|, Euclidean norms.
double distance(at::Tensor const& a, at::Tensor const& b) { return ((a - b).norm() / b.norm()).item<double>(); }

std::string tested(at::Device device, kernels::Ways ways) {
  for (auto const& s : kShapes) {
    auto const exact = run(s, device, false, {}), fast = run(s, device, true, ways);
    double const forward = distance(fast.out, exact.out), input = distance(fast.by_input, exact.by_input),
                 weights = distance(fast.by_weights, exact.by_weights);
    constexpr double kBack = 10 * kTolerance;  // sin() amplifies the rounding of large sums
    if (!(forward < kTolerance && input < kBack && weights < kBack))
      return fmt::format(
          "bfloat16 convolution {}x{} {} -> {} stride {} groups {} differs from fp32 by {:.3f} forward, {:.3f} to its "
          "input, {:.3f} to its weights",
          s.kernel, s.kernel, s.in, s.out, s.stride, s.groups, forward, input, weights);
  }
  return {};
}

}  // namespace

bool has_fast_bf16(at::Device device) { return device.is_cuda() || cpu_has_bf16(); }

std::string bf16_fault(at::Device device, kernels::Ways ways) {
  static std::map<std::pair<std::string, std::string>, std::string> found;  // a table of runs asks for each of them
  std::pair const what(device.str(), ways.text());
  if (auto const it = found.find(what); it != found.end()) return it->second;
  return found.emplace(what, tested(device, ways)).first->second;  // an exception leaves nothing behind
}

}  // namespace mixup::train
