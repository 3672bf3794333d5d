// image: decoded pixels as bytes of R, G, B, and the one function that decodes files of every format.
//
// The format of a file is read from its first bytes: a few of ImageNet's .JPEG files are PNG or CMYK.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace mixup {

struct Image {
  int64_t width = 0, height = 0;
  std::vector<uint8_t> rgb;  // [height, width, 3]
};

struct Region {
  int64_t left = 0, top = 0, width = 0, height = 0;
};

enum class Coding { rgb_jpeg, gray_jpeg, cmyk_jpeg, png, ppm };

struct ImageHeader {
  int64_t width = 0, height = 0;
  Coding coding = Coding::rgb_jpeg;
};

/// Pillow warns of a "decompression bomb" above so many pixels (MAX_IMAGE_PIXELS); a larger header is refused unread.
constexpr int64_t kMostPixels = 89478485;

/// Errors: Exit::data for bytes that are no image, cut off, or larger than kMostPixels; Exit::usage for a JPEG or PNG
/// in a program that was built without their libraries.
ImageHeader read_header(std::string_view bytes);

/// The part `region` of the image as it is stored: an EXIF orientation turns nothing; gray becomes R = G = B. Errors as
/// above; Exit::bug for a region that sticks out.
Image decode(std::string_view bytes, Region const& region);
Image decode(std::string_view bytes);

/// Exit::data when the size is empty or above kMostPixels; for the readers of the formats.
void check_size(int64_t width, int64_t height);

/// Exit::data when `bytes` of a file cannot code so many pixels: nobody takes memory for what a header says alone.
void require_pixels(int64_t width, int64_t height, size_t bytes, int64_t most_a_byte);

Image crop(Image const& image, Region const& region);

}  // namespace mixup
