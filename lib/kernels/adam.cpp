// adam: compiled without errno, which keeps a loop with a square root from being made of vectors (CMakeLists.txt).
#include "kernels/adam.hpp"

#include <cmath>
#include <cstring>

#include "core/each_cpu.hpp"

namespace mixup::kernels {

MIXUP_FOR_EACH_CPU
void adam_step(AdamRule const& rule, int64_t count, float const* __restrict gradient, float* __restrict mean,
               float* __restrict square, float* __restrict parameter) {
  AdamRule const s = rule;
  for (int64_t i = 0; i < count; ++i) {
    float const g = gradient[i] + s.decay * parameter[i];
    float const m = mean[i] = s.beta1 * mean[i] + (1 - s.beta1) * g;
    float const v = square[i] = s.beta2 * square[i] + (1 - s.beta2) * g * g;
    parameter[i] -= s.rate * m / (__builtin_sqrtf(v) * s.scale + s.epsilon);
  }
}

MIXUP_FOR_EACH_CPU
bool all_finite(float const* values, int64_t count) {
  constexpr uint32_t kExponent = 0x7f800000U;  // all its bits: an infinity or NaN (IEEE 754)
  uint32_t found = 0;
  for (int64_t i = 0; i < count; ++i) {
    uint32_t bits = 0;
    std::memcpy(&bits, values + i, sizeof bits);
    found |= static_cast<uint32_t>((bits & kExponent) == kExponent);
  }
  return found == 0;
}

}  // namespace mixup::kernels
