#include "train/precision.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/randn.h>
#include <fmt/format.h>

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
  at::Tensor out, grad;
};

Answer run(Shape const& s, at::Device device, bool bf16) {
  auto generator = at::detail::createCPUGenerator(1);
  auto const options = at::TensorOptions(at::kFloat);
  auto const x =
      at::randn({4, s.in, s.size, s.size}, generator, options).to(device).contiguous(at::MemoryFormat::ChannelsLast);
  auto w = at::randn({s.out, s.in / s.groups, s.kernel, s.kernel}, generator, options)
               .to(device)
               .contiguous(at::MemoryFormat::ChannelsLast);
  w.requires_grad_(true);
  Autocast const autocast(device, bf16);
  auto const out = at::conv2d(x, w, {}, s.stride, s.kernel / 2, /*dilation=*/1, s.groups).to(at::kFloat);
  out.sin().sum().backward();  // any smooth loss
  return {out.detach(), w.grad()};
}

/// |a - b| / |b|, Euclidean norms.
double distance(at::Tensor const& a, at::Tensor const& b) { return ((a - b).norm() / b.norm()).item<double>(); }

}  // namespace

bool has_fast_bf16(at::Device device) { return device.is_cuda() || cpu_has_bf16(); }

std::string bf16_fault(at::Device device) {
  for (auto const& s : kShapes) {
    auto const exact = run(s, device, false);
    auto const fast = run(s, device, true);
    double const forward = distance(fast.out, exact.out), backward = distance(fast.grad, exact.grad);
    if (!(forward < kTolerance && backward < 10 * kTolerance))  // sin() amplifies the rounding of large sums
      return fmt::format(
          "bfloat16 convolution {}x{} {} -> {} stride {} groups {} differs from fp32 by {:.3f} forward, {:.3f} "
          "backward",
          s.kernel, s.kernel, s.in, s.out, s.stride, s.groups, forward, backward);
  }
  return {};
}

}  // namespace mixup::train
