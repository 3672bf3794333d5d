// pixel_pairs: images as pairs of neighbouring pixels, which is how a sum over pixels reads bfloat16 (weight_gradient).
#pragma once
#include "kernels/convolution_rows.hpp"

namespace mixup::kernels {

/// `some` channels of an image [H, W, channels]: two neighbours of a row at a time, the last one of an odd row with
/// zeros.
void pair_outputs(Bf16 const* image, int64_t height, int64_t width, int64_t channels, int64_t some, uint32_t* out);

/// What a convolution reads of an image [H, W, in], each pixel with the one `stride` further on, into a frame of rows
/// of `wide` columns. The frame's columns have one pixel or none inside the image; what has none stays zero.
void pair_inputs(Convolution const& shape, Bf16 const* image, int64_t wide, uint32_t* out);

}  // namespace mixup::kernels
