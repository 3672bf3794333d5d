// ppm: binary PPM ("P6", 8 bits), in which generated photographs are held by a program without libjpeg-turbo.
#pragma once
#include <string>

#include "formats/image.hpp"

namespace mixup {

/// Errors: Exit::data for another header than "P6 width height 255" or another number of bytes.
ImageHeader ppm_header(std::string_view bytes);
Image decode_ppm(std::string_view bytes);
std::string encode_ppm(Image const& image);

}  // namespace mixup
