// attack: adversarial examples in the L-infinity ball: FGSM, I-FGSM and PGD with restarts are values of one struct.
//
// Everything happens in units of the normalised input: epsilon of a pixel is stretched by 1 / std of its channel, so
// that attacking with epsilon 0 gives back the very input.
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/fields.hpp"

namespace mixup::adversarial {

/// FGSM (Goodfellow et al. 2015): one step of epsilon. I-FGSM (Kurakin et al. 2017): `steps` of epsilon / steps, which
/// add up to the whole ball. PGD (Madry et al. 2018): random starts, longer steps, the worst of `restarts`.
struct Attack {
  double epsilon = 4;  // of 255, the largest change of a pixel (section 3.5)
  int64_t steps = 1;
  double step = 1;       // of epsilon
  int64_t restarts = 0;  // random starts; 0: one run from the picture itself
  bool clip = true;      // to valid pixels, 0 ... 255
};

/// What is attacked: logits of normalised pictures [B, C, H, W], and the statistics that normalised them.
struct Victim {
  std::function<at::Tensor(at::Tensor const&)> logits;
  std::vector<double> mean, std;  // of a channel, in pixels of [0, 1]
};

/// Called after each step with the picture so far: tests hold every step to the ball.
using Watch = std::function<void(at::Tensor const&)>;

/// Pictures within epsilon of x [B, C, H, W] that raise the cross-entropy against y [B]. With restarts: of each picture
/// the try with the largest loss. Random starts are drawn from `seed`.
at::Tensor perturb(Victim const& victim, at::Tensor const& x, at::Tensor const& y, Attack const& attack, uint64_t seed,
                   Watch const& watch = {});

}  // namespace mixup::adversarial
