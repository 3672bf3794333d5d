#include "kernels/dot_tiles.hpp"

#include <algorithm>

#include "core/error.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define MIXUP_DOT __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,fma")))
#define MIXUP_DOT_INLINE MIXUP_DOT __attribute__((always_inline)) inline
#define MIXUP_UNROLL _Pragma("GCC unroll 16")

namespace mixup::kernels {
namespace {

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

/// kPixels outputs of kVectors vectors, all sums in registers.
template <class V, int kPixels, int kVectors>
MIXUP_DOT void multiply_tile(RowTask const& t, int64_t first) {
  typename V::Sum sums[kPixels][kVectors];
  auto const at = [&](int p) { return (first + p) * t.out_step; };
  MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) {
      sums[p][v] = t.add ? V::widen(t.add + at(p) + v * V::kLanes, mask_of<V>(t.outputs, v)) : V::zero();
    }
  }
  auto const* const in = t.in + first * t.in_step;
  int64_t const step = t.in_step, pairs = t.pairs;
  auto const* weights = t.weights;
  auto const* const offsets = t.offsets;
  for (int64_t k = 0; k < pairs; ++k, weights += 2 * kVectors * V::kLanes) {
    auto const* const pair = in + offsets[k];
    typename V::Pairs w[kVectors];
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) w[v] = V::load(weights + 2 * v * V::kLanes);
    MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
      auto const x = V::all(pair + p * step);
      MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[p][v] = V::add(sums[p][v], w[v], x);
    }
  }
  MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v)
        V::store(t.out + at(p) + v * V::kLanes, sums[p][v], mask_of<V>(t.outputs, v));
  }
}

/// Tiles of kPixels, then what is left in halves.
template <class V, int kPixels, int kVectors>
MIXUP_DOT void multiply(RowTask const& t, int64_t first) {
  for (; first + kPixels <= t.pixels; first += kPixels) multiply_tile<V, kPixels, kVectors>(t, first);
  if constexpr (kPixels > 1)
    if (first < t.pixels) multiply<V, kPixels / 2, kVectors>(t, first);
}

template <class V, int kOutputs, int kVectors>
MIXUP_DOT void sum_tile(SumTask const& t, int64_t lane, int64_t first) {
  typename V::Sum sums[kOutputs][kVectors];
  MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[o][v] = V::zero();
  }
  auto const* const in = t.in + lane;
  auto const* const gradient = t.gradient + first;
  auto const* const pairs = t.pairs;
  int64_t const count = t.count, outputs = t.outputs;
  for (int64_t k = 0; k < count; ++k) {
    auto const* const x = in + pairs[k].in;
    auto const* const g = gradient + pairs[k].gradient * outputs;
    typename V::Pairs xs[kVectors];
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) xs[v] = V::load(x + v * V::kLanes);
    MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
      auto const one = V::all(g + o);
      MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[o][v] = V::add(sums[o][v], xs[v], one);
    }
  }
  MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v)
        V::add_to(t.sums + (first + o) * t.sums_step + lane + v * V::kLanes, sums[o][v], mask_of<V>(t.width - lane, v));
  }
}

template <class V, int kOutputs, int kVectors>
MIXUP_DOT void sum(SumTask const& t, int64_t lane, int64_t first) {
  for (; first + kOutputs <= t.outputs; first += kOutputs) sum_tile<V, kOutputs, kVectors>(t, lane, first);
  if constexpr (kOutputs > 1)
    if (first < t.outputs) sum<V, kOutputs / 2, kVectors>(t, lane, first);
}

template <class V>
void sum_lanes(SumTask const& t) {
  for (int64_t lane = 0; lane < t.width;) {
    auto const vectors = std::min<int64_t>(3, (t.width - lane + V::kLanes - 1) / V::kLanes);
    if (vectors == 3)
      sum<V, 8, 3>(t, lane, 0);
    else if (vectors == 2)
      sum<V, 8, 2>(t, lane, 0);
    else
      sum<V, 16, 1>(t, lane, 0);
    lane += vectors * V::kLanes;
  }
}

}  // namespace

bool has_dot_products() {
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
}

void multiply_row(RowTask const& task) {
  if (task.lanes == 8)
    multiply<Half, 16, 1>(task, 0);
  else if (task.vectors == 1)
    multiply<Wide, 16, 1>(task, 0);
  else if (task.vectors == 2)
    multiply<Wide, 8, 2>(task, 0);
  else
    multiply<Wide, 4, 4>(task, 0);
}

void add_products(SumTask const& task) {
  if (task.lanes == 8)
    sum_lanes<Half>(task);
  else
    sum_lanes<Wide>(task);
}

}  // namespace mixup::kernels

#else

namespace mixup::kernels {

bool has_dot_products() { return false; }
void multiply_row(RowTask const&) { throw error(Exit::bug, "multiply_row: not built for this processor"); }
void add_products(SumTask const&) { throw error(Exit::bug, "add_products: not built for this processor"); }

}  // namespace mixup::kernels

#endif
