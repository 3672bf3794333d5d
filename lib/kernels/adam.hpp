// adam: one pass of Adam (Kingma and Ba 2015, algorithm 1) over the numbers of a parameter, without LibTorch.
#pragma once
#include <cstdint>

namespace mixup::kernels {

/// What all numbers of a step share; the formula and the places of its constants are those of torch::optim::Adam:
///   g += decay p;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
///   p -= rate m / (sqrt(v) scale + epsilon)
struct AdamRule {
  float beta1, beta2, epsilon, decay;
  float rate;   // learning rate / (1 - beta1^step)
  float scale;  // 1 / sqrt(1 - beta2^step)
};

void adam_step(AdamRule const& rule, int64_t count, float const* gradient, float* mean, float* square,
               float* parameter);

/// False when one of them is an infinity or NaN.
bool all_finite(float const* values, int64_t count);

}  // namespace mixup::kernels
