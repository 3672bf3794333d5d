// convolution_rows: a bfloat16 convolution over channels-last images and its two gradients, as sums of dot products.
//
// An image is copied once into a frame of zeros, so that no inner loop has an edge; then each row of outputs is a
// product of what lies under the kernel with the packed weights. The gradient by the input is the same product over
// the gradient, one pass for each remainder of row and column by the stride.
#pragma once
#include <cstdint>

#include "kernels/bf16.hpp"

namespace mixup::kernels {

struct Convolution {
  int64_t batch, in, out, height, width, kernel, stride, padding;

  int64_t out_height() const { return (height + 2 * padding - kernel) / stride + 1; }
  int64_t out_width() const { return (width + 2 * padding - kernel) / stride + 1; }
};

// x [B, H, W, in], y and dy [B, H', W', out]; weights [out, kernel, kernel, in] in float, rounded when they are packed.

/// y = convolution of x (+ add, laid out as y; null: nothing).
void convolve(Convolution const& shape, Bf16 const* x, float const* weights, Bf16 const* add, Bf16* y);
void input_gradient(Convolution const& shape, Bf16 const* dy, float const* weights, Bf16* dx);
/// In float; sums over the batch are taken in parts that depend on the number of threads.
void weight_gradient(Convolution const& shape, Bf16 const* x, Bf16 const* dy, float* dweights);

}  // namespace mixup::kernels
