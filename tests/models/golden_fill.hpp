// golden_fill: weights and inputs as functions of an index, so that the C++ tests and the PyTorch scripts beside their
// golden values make the same ones and no binary file is needed.
#pragma once
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.hpp"
#include "core/json.hpp"
#include "models/net.hpp"

namespace mixup::test {

/// Uniform in [-0.5, 0.5), the same integer hash of (stream, index) as in the scripts.
inline at::Tensor noise(uint32_t stream, at::IntArrayRef shape) {
  auto out = at::empty(shape, at::kFloat);
  auto* const value = out.data_ptr<float>();
  for (int64_t i = 0; i < out.numel(); ++i) {
    uint32_t h = (static_cast<uint32_t>(i) + 1 + 7919 * (stream + 1)) * 2654435761U;
    h ^= h >> 16;
    h *= 2246822519U;
    h ^= h >> 13;
    value[i] = static_cast<float>((h >> 8) / 16777216.0 - 0.5);
  }
  return out;
}

/// Parameters in the order of their names: of more than one dimension uniform with variance 1 / fan-in; scales about 1,
/// shifts and biases about 0.
inline void fill(NamedTensors parameters) {
  at::NoGradGuard const no_grad;
  std::sort(parameters.begin(), parameters.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  for (uint32_t stream = 0; stream < parameters.size(); ++stream) {
    auto& [name, p] = parameters[stream];
    auto const u = noise(stream, p.sizes());
    bool const scale = name.size() > 6 && name.substr(name.size() - 6) == "weight";
    if (p.dim() > 1)
      p.copy_(u * static_cast<float>(2 * std::sqrt(3.0 / static_cast<double>(p[0].numel()))));
    else
      p.copy_(0.2 * u + (scale ? 1.0 : 0.0));
  }
}

inline void fill(Net const& net) { fill(net.parameters()); }

/// Largest difference over the largest figure: relative to the scale of the logits, some of which are near 0. Infinite
/// when the numbers of figures differ or one of ours is not finite.
inline double distance(at::Tensor const& ours, Json const& golden) {
  auto const theirs = golden.get<std::vector<double>>();
  auto const flat = ours.reshape(-1).to(at::kDouble).contiguous();
  if (flat.numel() != static_cast<int64_t>(theirs.size()) || !flat.isfinite().all().item<bool>()) return INFINITY;
  double worst = 0, scale = 0;
  for (size_t i = 0; i < theirs.size(); ++i) {
    worst = std::max(worst, std::abs(flat.data_ptr<double>()[i] - theirs[i]));
    scale = std::max(scale, std::abs(theirs[i]));
  }
  return worst / scale;
}

}  // namespace mixup::test
