// step: the forward half of one training step, for every method of the paper, without asking which.
#pragma once
#include <functional>

#include "core/method.hpp"
#include "mix/blend.hpp"
#include "mix/targets.hpp"

namespace mixup::mix {

/// A net with a seam: logits of x, with `hook` applied to what enters stage `at`.
using Forward = std::function<at::Tensor(at::Tensor x, int64_t at, std::function<at::Tensor(at::Tensor const&)> hook)>;

struct StepResult {
  at::Tensor loss;        // scalar, with gradient
  at::Tensor logits;      // [B, outputs]
  at::Tensor targets;     // [B, outputs], what they were asked to be
  at::Tensor error;       // scalar: lambda-weighted, in [0, 1] where the weights are; where numbers are learnt, 0
  LossGradient gradient;  // of the loss by the logits, for nets without autograd
};

/// Gaussian noise of `sigma` for every element of an input of the sizes `input` ([B', C, ...]), drawn from `seed`;
/// sigma: [C] broadcast over the channels of images or the features of tables. All zero: undefined.
at::Tensor draw_noise(at::IntArrayRef input, at::Tensor const& sigma, uint64_t seed);

/// x with the noise, which may be undefined: then x itself.
at::Tensor add_noise(at::Tensor const& x, at::Tensor const& noise);

/// x [B', ...], y [B'] (labels) and a blend of their rows -> loss of B mixtures (section 1 of the paper, with the
/// targets that method.labels and method.smooth ask for).
StepResult step(Forward const& forward, at::Tensor const& x, at::Tensor const& y, Meaning const& meaning,
                Method const& method, Blend const& blend);

}  // namespace mixup::mix
