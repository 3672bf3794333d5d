#include "experiments/calibration/corruptions.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/poisson.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/replication_pad2d.h>
#include <ATen/ops/where.h>

namespace mixup::calibration {
namespace {

// Strengths, in units of [0, 1] and of pixels.
constexpr double kGaussian = 0.1, kSpeckle = 0.3, kUniform = 0.2, kImpulse = 0.05, kPhotons = 60;
constexpr double kGaussianBlur = 1.0, kDefocus = 1.8;
constexpr int64_t kMotion = 5, kGlass = 1, kPixelate = 2;

at::Tensor uniform(at::Tensor const& x, uint64_t seed) {
  return at::rand(x.sizes(), at::detail::createCPUGenerator(seed), at::TensorOptions(at::kFloat));
}

at::Tensor normal(at::Tensor const& x, uint64_t seed) {
  return at::randn(x.sizes(), at::detail::createCPUGenerator(seed), at::TensorOptions(at::kFloat));
}

/// Each channel through a kernel float [k, k], k odd, which sums to 1; edges are repeated.
at::Tensor filtered(at::Tensor const& x, at::Tensor const& kernel) {
  auto const k = kernel.size(0), pad = k / 2;
  auto const planes = x.reshape({-1, 1, x.size(2), x.size(3)});
  auto const wide = at::replication_pad2d(planes, {pad, pad, pad, pad});
  return at::conv2d(wide, kernel.view({1, 1, k, k})).view_as(x);
}

/// Distance of each cell of [k, k] from its middle, squared.
at::Tensor squared_radius(int64_t k) {
  auto const axis = at::arange(k, at::kFloat) - static_cast<double>(k / 2);
  return axis.square().view({k, 1}) + axis.square().view({1, k});
}

at::Tensor normalized(at::Tensor const& kernel) { return kernel / kernel.sum(); }

at::Tensor gaussian_noise(at::Tensor const& x, uint64_t seed) { return x + kGaussian * normal(x, seed); }
at::Tensor speckle_noise(at::Tensor const& x, uint64_t seed) { return x + kSpeckle * x * normal(x, seed); }
at::Tensor uniform_noise(at::Tensor const& x, uint64_t seed) { return x + kUniform * (2 * uniform(x, seed) - 1); }

/// As many photons as the brightness says, Poisson's law.
at::Tensor shot_noise(at::Tensor const& x, uint64_t seed) {
  return at::poisson(x * kPhotons, at::detail::createCPUGenerator(seed)) / kPhotons;
}

/// Values that become black or white.
at::Tensor impulse_noise(at::Tensor const& x, uint64_t seed) {
  auto const u = uniform(x, seed);
  auto const white = at::full({}, 1, at::kFloat), black = at::full({}, 0, at::kFloat);
  return at::where(u < kImpulse / 2, black, at::where(u > 1 - kImpulse / 2, white, x));
}

at::Tensor gaussian_blur(at::Tensor const& x, uint64_t) {
  return filtered(x, normalized((squared_radius(7) / (-2 * kGaussianBlur * kGaussianBlur)).exp()));
}

/// A disk.
at::Tensor defocus_blur(at::Tensor const& x, uint64_t) {
  return filtered(x, normalized((squared_radius(5) <= kDefocus * kDefocus).to(at::kFloat)));
}

/// Along the diagonal.
at::Tensor motion_blur(at::Tensor const& x, uint64_t) { return filtered(x, normalized(at::eye(kMotion, at::kFloat))); }

/// Each pixel is that of a neighbour at most kGlass away, drawn for each image and place.
at::Tensor glass_blur(at::Tensor const& x, uint64_t seed) {
  auto generator = at::detail::createCPUGenerator(seed);
  auto const n = x.size(0), height = x.size(2), width = x.size(3);
  auto const moved = [&](at::Tensor const& axis, int64_t extent) {
    auto const by = at::randint(-kGlass, kGlass + 1, {n, height, width}, generator, at::kLong);
    return (axis + by).clamp(0, extent - 1);
  };
  auto const row = moved(at::arange(height, at::kLong).view({1, height, 1}), height);
  auto const column = moved(at::arange(width, at::kLong).view({1, 1, width}), width);
  auto const place = (row * width + column).view({n, 1, -1}).expand({n, x.size(1), height * width});
  return x.reshape({n, x.size(1), -1}).gather(2, place).view_as(x);
}

at::Tensor pixelate(at::Tensor const& x, uint64_t) {
  return at::avg_pool2d(x, {kPixelate, kPixelate}).repeat_interleave(kPixelate, 2).repeat_interleave(kPixelate, 3);
}

}  // namespace

std::vector<Corruption> const& corruptions() {
  static std::vector<Corruption> const kinds = {
      {"gaussian_noise", true, gaussian_noise}, {"shot_noise", true, shot_noise},
      {"impulse_noise", true, impulse_noise},   {"speckle_noise", true, speckle_noise},
      {"uniform_noise", true, uniform_noise},   {"gaussian_blur", false, gaussian_blur},
      {"defocus_blur", false, defocus_blur},    {"motion_blur", false, motion_blur},
      {"glass_blur", false, glass_blur},        {"pixelate", false, pixelate}};
  return kinds;
}

at::Tensor corrupted(Corruption const& kind, at::Tensor const& images, uint64_t seed) {
  auto const x = kind.apply(images.to(at::kFloat) / 255, seed);
  return (x * 255).round().clamp(0, 255).to(at::kByte);
}

}  // namespace mixup::calibration
