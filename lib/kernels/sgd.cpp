#include "kernels/sgd.hpp"

#include "kernels/bf16.hpp"

namespace mixup::kernels {

MIXUP_FOR_EACH_CPU void sgd_step(SgdRule const& rule, int64_t count, float const* gradient, float* __restrict buffer,
                                 float* __restrict parameter) {
  float const rate = rule.rate, momentum = rule.momentum, decay = rule.decay;
  float const ahead = rule.nesterov ? momentum : 1, own = rule.nesterov ? 1 : 0;
  for (int64_t i = 0; i < count; ++i) {
    float const d = gradient[i] + decay * parameter[i];
    buffer[i] = momentum * buffer[i] + d;
    parameter[i] -= rate * (own * d + ahead * buffer[i]);
  }
}

}  // namespace mixup::kernels
