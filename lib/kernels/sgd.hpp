// sgd: a step of SGD with momentum and weight decay as one pass over a parameter, without LibTorch.
#pragma once
#include <cstdint>

namespace mixup::kernels {

/// d = gradient + decay * parameter; buffer = momentum * buffer + d; parameter -= rate * (buffer, or with nesterov
/// d + momentum * buffer). A buffer of zeros is that of a first step. As torch.optim.SGD, up to rounding.
struct SgdRule {
  float rate, momentum, decay;
  bool nesterov;
};
void sgd_step(SgdRule const& rule, int64_t count, float const* gradient, float* buffer, float* parameter);

}  // namespace mixup::kernels
