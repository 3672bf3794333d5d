// resize: bicubic resampling in Pillow's convention, by which the recipes that the paper cites are remade today.
//
// Keys' cubic with a = -0.5, stretched by the scale when an image shrinks (so that it averages instead of skipping);
// pixel centres at halves; weights of pixels outside are dropped and the rest normalised; rows first, then columns,
// with 8 bits in between. LibTorch's _upsample_bicubic2d_aa is as fast on one thread, but keeps floats in between (up
// to 19 levels apart on noise) and starts an OpenMP team in each of the threads that read ahead.
#pragma once
#include "formats/image.hpp"

namespace mixup {

/// The part `window` of `image` resized to `width` x `height`.
Image resize(Image const& image, int64_t width, int64_t height, Region const& window);
Image resize(Image const& image, int64_t width, int64_t height);

}  // namespace mixup
