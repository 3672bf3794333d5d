// dot_tiles: the two inner loops of a bfloat16 convolution, in registers of AVX-512 (vdpbf16ps), without LibTorch.
//
// One instruction adds to each lane the product of a pair of numbers and a pair of weights. What has no pair is padded
// with zeros.
#pragma once
#include <cstdint>

#include "kernels/bf16.hpp"

namespace mixup::kernels {

/// The processor has avx512_bf16, and this program was built for such.
bool has_dot_products();

/// Lanes of a vector: 8 where a convolution has no more outputs, else 16.
constexpr int64_t lanes_for(int64_t outputs) { return outputs <= 8 ? 8 : 16; }
/// Vectors of a tile: 1, 2 or 4.
constexpr int64_t tile_vectors(int64_t vectors) { return vectors >= 4 ? 4 : vectors >= 2 ? 2 : 1; }

/// A row of outputs: y[p, l] = add[p, l] + sum over k of the pairs at (in + offsets[k] + p * in_step) and (weights, k,
/// l).
struct RowTask {
  Bf16 const* in;
  int64_t in_step;      // from one pixel to the next, in elements
  int64_t channels;     // of `in`; the pairs of a pixel's channels follow each other
  int const* offsets;   // of each pair
  int64_t pairs;        // k
  Bf16 const* weights;  // [pairs][vectors * lanes][2]
  int64_t lanes, vectors;
  int64_t outputs;  // of the vectors' lanes that are written, from the first on
  Bf16 const* add;  // laid out as out; null: zeros
  Bf16* out;
  int64_t out_step;  // from one pixel to the next
  int64_t pixels;
};
void multiply_row(RowTask const& task);

/// The same for 8 or 16 channels and as many outputs as lanes, pixel beside pixel: how many of the pixels it did, from
/// the first on; for any other task none.
int64_t multiply_quarters(RowTask const& task);

/// Where a pair of pixels lies in the two operands of a gradient by weights.
struct PixelPair {
  int in, gradient;
};

/// sums[o, l] += over the pairs k of (in + pairs[k].in + l) times (gradient + pairs[k].gradient * outputs + o): numbers
/// of 32 bits are pairs of the same channel at two neighbouring pixels.
struct SumTask {
  uint32_t const* in;
  uint32_t const* gradient;  // [pixel pairs][outputs]
  PixelPair const* pairs;
  int64_t count;
  int64_t lanes;    // 8 or 16
  int64_t width;    // of `in` that are summed, from the first on
  int64_t outputs;  // at most 16
  float* sums;
  int64_t sums_step;  // from one output to the next
};
void add_products(SumTask const& task);

}  // namespace mixup::kernels
