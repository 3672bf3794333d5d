// ink_jpeg: images for tests, and JPEG files of four inks, which nothing else at hand writes.
#pragma once
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>
// jpeglib.h needs cstdio before it
#include <jpeglib.h>

#include "formats/image.hpp"

namespace mixup::test {

/// Smooth, so that compression changes little.
inline Image waves(int64_t width, int64_t height) {
  Image image{width, height, {}};
  for (int64_t y = 0; y < height; ++y)
    for (int64_t x = 0; x < width; ++x)
      for (int64_t c = 0; c < 3; ++c)
        image.rgb.push_back(static_cast<uint8_t>(128 + 60 * std::sin(0.05 * static_cast<double>(x * (c + 1))) *
                                                           std::cos(0.07 * static_cast<double>(y))));
  return image;
}

/// The image as four inks, C M Y K with K = 40, as CMYK or YCCK; Adobe's marker says that inks are stored inverted.
inline std::string write_inks(Image const& image, J_COLOR_SPACE space, bool adobe) {
  jpeg_compress_struct codec{};
  jpeg_error_mgr errors{};
  codec.err = jpeg_std_error(&errors);
  jpeg_create_compress(&codec);
  unsigned char* out = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&codec, &out, &size);
  codec.image_width = static_cast<JDIMENSION>(image.width);
  codec.image_height = static_cast<JDIMENSION>(image.height);
  codec.input_components = 4;
  codec.in_color_space = JCS_CMYK;
  jpeg_set_defaults(&codec);
  jpeg_set_colorspace(&codec, space);
  codec.write_Adobe_marker = adobe ? TRUE : FALSE;
  jpeg_set_quality(&codec, 98, TRUE);
  jpeg_start_compress(&codec, TRUE);
  std::vector<uint8_t> row(static_cast<size_t>(image.width * 4));
  for (int64_t y = 0; y < image.height; ++y) {
    for (int64_t x = 0; x < image.width; ++x) {
      for (int64_t c = 0; c < 4; ++c) {
        int const ink = c < 3 ? 255 - image.rgb[static_cast<size_t>((y * image.width + x) * 3 + c)] : 40;
        row[static_cast<size_t>(x * 4 + c)] = static_cast<uint8_t>(adobe ? 255 - ink : ink);
      }
    }
    uint8_t* rows[] = {row.data()};
    jpeg_write_scanlines(&codec, rows, 1);
  }
  jpeg_finish_compress(&codec);
  jpeg_destroy_compress(&codec);
  std::string bytes(reinterpret_cast<char*>(out), size);
  std::free(out);
  return bytes;
}

}  // namespace mixup::test
