// corruptions: ten kinds of noise and blur, made on the fly, of one strength each.
//
// The kinds are those of CIFAR-10-C (Hendrycks and Dietterich, ICLR 2019) that are noise or blur, but for zoom blur,
// with pixelation and uniform noise beside them; the strengths are ours, from that paper's third to somewhat beyond its
// fifth.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mixup::calibration {

struct Corruption {
  std::string name;
  bool noise;  // else blur
  /// x float [N, C, H, W] in [0, 1] -> the same, before it is rounded to bytes; drawn from `seed`.
  at::Tensor (*apply)(at::Tensor const& x, uint64_t seed);
};

/// Five of noise, then five of blur.
std::vector<Corruption> const& corruptions();

/// uint8 [N, C, H, W] -> uint8, rounded and clipped to bytes.
at::Tensor corrupted(Corruption const& kind, at::Tensor const& images, uint64_t seed);

}  // namespace mixup::calibration
