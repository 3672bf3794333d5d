// dot_quarters: multiply_row for few channels and outputs, pixel beside pixel.
//
// A register holds eight channels of four pixels, one pixel in each quarter; one shuffle within the quarters brings a
// pair of channels of each pixel to all lanes, where it meets four outputs' weights. Against one pixel per register,
// that is a fourth of the loads for 16 outputs, and twice the products per instruction for 8.
#include "kernels/dot_tiles.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/dot.hpp"

namespace mixup::kernels {
namespace {

constexpr int kFours = 4;  // of pixels in a tile: enough sums to hide the latency of a product, all in registers

// Four pixels' sums of kQ times four outputs: [kQ][quarters: pixels][4]. kQ is 2 or 4.

MIXUP_DOT_INLINE __m512 widen(__m256i v) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(v), 16));
}

MIXUP_DOT_INLINE void load(Bf16 const* p, int64_t step, __m512 (&sums)[2]) {
  auto const at = [&](int i) MIXUP_DOT { return _mm_loadu_si128((__m128i const*)(p + i * step)); };
  __m256i const even = _mm256_set_m128i(at(2), at(0)), odd = _mm256_set_m128i(at(3), at(1));
  sums[0] = widen(_mm256_unpacklo_epi64(even, odd));
  sums[1] = widen(_mm256_unpackhi_epi64(even, odd));
}

MIXUP_DOT_INLINE void load(Bf16 const* p, int64_t step, __m512 (&sums)[4]) {
  __m256i v[4];
  MIXUP_UNROLL for (int i = 0; i < 4; ++i) v[i] = _mm256_loadu_si256((__m256i const*)(p + i * step));
  __m256i const even = _mm256_permute2x128_si256(v[0], v[2], 0x20), odd = _mm256_permute2x128_si256(v[1], v[3], 0x20);
  sums[0] = widen(_mm256_unpacklo_epi64(even, odd));
  sums[1] = widen(_mm256_unpackhi_epi64(even, odd));
  __m256i const even2 = _mm256_permute2x128_si256(v[0], v[2], 0x31), odd2 = _mm256_permute2x128_si256(v[1], v[3], 0x31);
  sums[2] = widen(_mm256_unpacklo_epi64(even2, odd2));
  sums[3] = widen(_mm256_unpackhi_epi64(even2, odd2));
}

MIXUP_DOT_INLINE void store(Bf16* p, int64_t step, __m512 const (&sums)[2]) {
  auto const a = (__m256i)_mm512_cvtneps_pbh(sums[0]), b = (__m256i)_mm512_cvtneps_pbh(sums[1]);
  __m256i const even = _mm256_unpacklo_epi64(a, b), odd = _mm256_unpackhi_epi64(a, b);
  _mm_storeu_si128((__m128i*)p, _mm256_castsi256_si128(even));
  _mm_storeu_si128((__m128i*)(p + step), _mm256_castsi256_si128(odd));
  _mm_storeu_si128((__m128i*)(p + 2 * step), _mm256_extracti128_si256(even, 1));
  _mm_storeu_si128((__m128i*)(p + 3 * step), _mm256_extracti128_si256(odd, 1));
}

MIXUP_DOT_INLINE void store(Bf16* p, int64_t step, __m512 const (&sums)[4]) {
  __m256i v[4];
  MIXUP_UNROLL for (int q = 0; q < 4; ++q) v[q] = (__m256i)_mm512_cvtneps_pbh(sums[q]);
  __m256i const even = _mm256_unpacklo_epi64(v[0], v[1]), even2 = _mm256_unpacklo_epi64(v[2], v[3]);
  __m256i const odd = _mm256_unpackhi_epi64(v[0], v[1]), odd2 = _mm256_unpackhi_epi64(v[2], v[3]);
  _mm256_storeu_si256((__m256i*)p, _mm256_permute2x128_si256(even, even2, 0x20));
  _mm256_storeu_si256((__m256i*)(p + step), _mm256_permute2x128_si256(odd, odd2, 0x20));
  _mm256_storeu_si256((__m256i*)(p + 2 * step), _mm256_permute2x128_si256(even, even2, 0x31));
  _mm256_storeu_si256((__m256i*)(p + 3 * step), _mm256_permute2x128_si256(odd, odd2, 0x31));
}

/// One pair of channels of every pixel times its weights, [4 kQ outputs][2].
template <_MM_PERM_ENUM kPair, int kQ>
MIXUP_DOT_INLINE void add_pair(__m512i const (&x)[kFours], Bf16 const* weights, __m512 (&sums)[kFours][kQ]) {
  __m512bh w[kQ];
  MIXUP_UNROLL for (int q = 0; q < kQ; ++q) w[q] =
      (__m512bh)_mm512_broadcast_i32x4(_mm_loadu_si128((__m128i const*)(weights + 8 * q)));
  MIXUP_UNROLL for (int f = 0; f < kFours; ++f) {
    auto const pair = (__m512bh)_mm512_shuffle_epi32(x[f], kPair);
    MIXUP_UNROLL for (int q = 0; q < kQ; ++q) sums[f][q] = _mm512_dpbf16_ps(sums[f][q], w[q], pair);
  }
}

/// Four pairs: eight channels.
template <int kQ>
MIXUP_DOT_INLINE void add_eight(__m512i const (&x)[kFours], Bf16 const* weights, __m512 (&sums)[kFours][kQ]) {
  add_pair<_MM_PERM_AAAA>(x, weights, sums);
  add_pair<_MM_PERM_BBBB>(x, weights + 8 * kQ, sums);
  add_pair<_MM_PERM_CCCC>(x, weights + 16 * kQ, sums);
  add_pair<_MM_PERM_DDDD>(x, weights + 24 * kQ, sums);
}

/// kChannels is 8 or 16.
template <int kChannels, int kQ>
MIXUP_DOT void multiply_tile(RowTask const& t, int64_t first) {
  __m512 sums[kFours][kQ];
  MIXUP_UNROLL for (int f = 0; f < kFours; ++f) {
    MIXUP_UNROLL for (int q = 0; q < kQ; ++q) sums[f][q] = _mm512_setzero_ps();
    if (t.add) load(t.add + (first + 4 * f) * t.out_step, t.out_step, sums[f]);
  }
  auto const* weights = t.weights;
  for (int64_t k = 0; k < t.pairs; k += kChannels / 2, weights += 4 * kChannels * kQ) {  // one tap of the kernel
    auto const* const pixels = t.in + t.offsets[k] + first * kChannels;
    __m512i low[kFours], high[kFours];
    MIXUP_UNROLL for (int f = 0; f < kFours; ++f) {
      low[f] = _mm512_loadu_si512(pixels + 4 * f * kChannels);
      if constexpr (kChannels == 16) {
        auto const two = low[f], next = _mm512_loadu_si512(pixels + 4 * f * kChannels + 32);
        low[f] = _mm512_shuffle_i32x4(two, next, 0x88);   // channels 0 to 7 of four pixels
        high[f] = _mm512_shuffle_i32x4(two, next, 0xdd);  // 8 to 15
      }
    }
    add_eight(low, weights, sums);
    if constexpr (kChannels == 16) add_eight(high, weights + 32 * kQ, sums);
  }
  MIXUP_UNROLL for (int f = 0; f < kFours; ++f) store(t.out + (first + 4 * f) * t.out_step, t.out_step, sums[f]);
}

template <int kChannels>
int64_t multiply_tiles(RowTask const& t) {
  int64_t done = 0;
  for (; done + 4 * kFours <= t.pixels; done += 4 * kFours)
    t.outputs == 8 ? multiply_tile<kChannels, 2>(t, done) : multiply_tile<kChannels, 4>(t, done);
  return done;
}

}  // namespace

int64_t multiply_quarters(RowTask const& t) {
  if (t.outputs != t.lanes || t.vectors != 1 || t.in_step != t.channels) return 0;
  return t.channels == 8 ? multiply_tiles<8>(t) : t.channels == 16 ? multiply_tiles<16>(t) : 0;
}

}  // namespace mixup::kernels

#endif
