// jpeg: JPEG files through libjpeg-turbo.
//
// Without the library (MIXUP_WITH_JPEG=OFF) every function but has_jpeg() throws Exit::usage.
#pragma once
#include <string>

#include "formats/image.hpp"

namespace mixup {

/// True when this program was built with libjpeg-turbo and libpng.
bool has_jpeg();

/// Exit::usage: what to install and how to configure.
void require_jpeg();

/// Errors: Exit::data for a damaged or truncated file (no end-of-image marker), for one above kMostPixels and for one
/// that says to have more pixels than its bytes can code, or more than 100 scans (when it is decoded).
ImageHeader jpeg_header(std::string_view bytes);

/// Decodes no more than `region` needs: rows and blocks outside of it are parsed, not transformed. The pixels are those
/// of the whole image, cut. CMYK and YCCK, inverted where an Adobe marker says so, become RGB = (1 - CMY)(1 - K).
Image decode_jpeg(std::string_view bytes, Region const& region);

/// Baseline JPEG with 4:2:0 chroma; `gray` takes the first channel alone. `quality`: 1 ... 100, libjpeg's scale.
std::string encode_jpeg(Image const& image, int quality, bool gray);

}  // namespace mixup
