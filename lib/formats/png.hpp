// png: PNG files through libpng: one of ImageNet's .JPEG files is a PNG.
#pragma once
#include "formats/image.hpp"

namespace mixup {

/// Errors: Exit::data for a damaged file; Exit::usage without the library (formats/jpeg.hpp).
ImageHeader png_header(std::string_view bytes);

/// 8-bit RGB as torchvision's loader (Pillow's convert("RGB")) gives it: alpha, transparent colours, gamma and profiles
/// change nothing, and of 16 bits the high 8 are taken, for gray as for colours.
Image decode_png(std::string_view bytes);

}  // namespace mixup
