// dot: registers of AVX-512 with dot products of bfloat16, and how functions are marked that are compiled for them.
#pragma once
#include <immintrin.h>

#include <algorithm>

#include "kernels/bf16.hpp"

#define MIXUP_DOT __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,fma")))
#define MIXUP_DOT_INLINE MIXUP_DOT __attribute__((always_inline)) inline
#define MIXUP_UNROLL _Pragma("GCC unroll 16")

namespace mixup::kernels {

/// 16 lanes.
struct Wide {
  static constexpr int kLanes = 16;
  using Sum = __m512;
  using Pairs = __m512bh;
  static MIXUP_DOT_INLINE Sum zero() { return _mm512_setzero_ps(); }
  static MIXUP_DOT_INLINE Pairs load(void const* p) { return (Pairs)_mm512_loadu_si512(p); }
  static MIXUP_DOT_INLINE Pairs all(void const* p) {
    int pair;
    std::memcpy(&pair, p, sizeof pair);
    return (Pairs)_mm512_set1_epi32(pair);
  }
  static MIXUP_DOT_INLINE Sum add(Sum s, Pairs a, Pairs b) { return _mm512_dpbf16_ps(s, a, b); }
  static MIXUP_DOT_INLINE Sum widen(Bf16 const* p, int mask) {
    auto const m = static_cast<__mmask16>(mask);
    auto const bits = _mm512_maskz_cvtepu16_epi32(m, _mm256_maskz_loadu_epi16(m, p));
    return _mm512_castsi512_ps(_mm512_maskz_slli_epi32(m, bits, 16));
  }
  static MIXUP_DOT_INLINE void store(Bf16* p, Sum s, int mask) {
    _mm256_mask_storeu_epi16(p, static_cast<__mmask16>(mask), (__m256i)_mm512_cvtneps_pbh(s));
  }
  static MIXUP_DOT_INLINE void add_to(float* p, Sum s, int mask) {
    auto const m = static_cast<__mmask16>(mask);
    _mm512_mask_storeu_ps(p, m, _mm512_add_ps(s, _mm512_maskz_loadu_ps(m, p)));
  }
};

/// 8 lanes.
struct Half {
  static constexpr int kLanes = 8;
  using Sum = __m256;
  using Pairs = __m256bh;
  static MIXUP_DOT_INLINE Sum zero() { return _mm256_setzero_ps(); }
  static MIXUP_DOT_INLINE Pairs load(void const* p) { return (Pairs)_mm256_loadu_si256((__m256i const*)p); }
  static MIXUP_DOT_INLINE Pairs all(void const* p) {
    int pair;
    std::memcpy(&pair, p, sizeof pair);
    return (Pairs)_mm256_set1_epi32(pair);
  }
  static MIXUP_DOT_INLINE Sum add(Sum s, Pairs a, Pairs b) { return _mm256_dpbf16_ps(s, a, b); }
  static MIXUP_DOT_INLINE Sum widen(Bf16 const* p, int mask) {
    return _mm256_castsi256_ps(
        _mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_maskz_loadu_epi16(static_cast<__mmask8>(mask), p)), 16));
  }
  static MIXUP_DOT_INLINE void store(Bf16* p, Sum s, int mask) {
    _mm_mask_storeu_epi16(p, static_cast<__mmask8>(mask), (__m128i)_mm256_cvtneps_pbh(s));
  }
  static MIXUP_DOT_INLINE void add_to(float* p, Sum s, int mask) {
    auto const m = static_cast<__mmask8>(mask);
    _mm256_mask_storeu_ps(p, m, _mm256_add_ps(s, _mm256_maskz_loadu_ps(m, p)));
  }
};

/// Lanes of vector v that count, of `width` in all vectors.
template <class V>
MIXUP_INLINE int mask_of(int64_t width, int v) {
  auto const left = std::min<int64_t>(std::max<int64_t>(width - v * V::kLanes, 0), V::kLanes);
  return (1 << left) - 1;
}

}  // namespace mixup::kernels
