// bf16: numbers of 16 bits, the upper half of a float; loops over them vectorise.
#pragma once
#include <cstdint>
#include <cstring>

#include "core/each_cpu.hpp"

namespace mixup::kernels {

struct Bf16 {
  uint16_t bits;
};

MIXUP_INLINE float widen(float v) { return v; }
MIXUP_INLINE float widen(Bf16 v) {
  uint32_t const bits = uint32_t{v.bits} << 16;
  float out;
  std::memcpy(&out, &bits, sizeof out);
  return out;
}

/// To the nearest, ties to even, as PyTorch rounds; a NaN stays one.
MIXUP_INLINE void narrow(float v, float& out) { out = v; }
MIXUP_INLINE void narrow(float v, Bf16& out) {
  uint32_t bits;
  std::memcpy(&bits, &v, sizeof bits);
  uint32_t const rounded = (bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16;
  out.bits = static_cast<uint16_t>(v == v ? rounded : 0x7fc0U);
}

}  // namespace mixup::kernels
