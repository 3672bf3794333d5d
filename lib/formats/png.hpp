// png: PNG files through libpng: one of ImageNet's .JPEG files is a PNG.
#pragma once
#include "formats/image.hpp"

namespace mixup {

/// Errors: Exit::data for a damaged file; Exit::usage without the library (formats/jpeg.hpp).
ImageHeader png_header(std::string_view bytes);

/// Gray, palettes and 16 bits become 8-bit RGB; transparent pixels are laid over black.
Image decode_png(std::string_view bytes);

}  // namespace mixup
