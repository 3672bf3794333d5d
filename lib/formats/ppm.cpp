// ppm: netpbm.sourceforge.net/doc/ppm.html, without comments.
#include "formats/ppm.hpp"

#include <cstdio>
#include <string>

#include "core/error.hpp"

namespace mixup {
namespace {

/// "P6 65535 65535 255" and a line end.
constexpr size_t kLongestPpmHeader = 32;

struct Ppm {
  ImageHeader header;
  size_t start = 0;  // of the pixels
};

Ppm parse_ppm(std::string_view bytes) {
  std::string const text(bytes.substr(0, kLongestPpmHeader));
  long width = 0, height = 0;
  int start = 0;
  if (std::sscanf(text.c_str(), "P6 %9ld %9ld 255%n", &width, &height, &start) != 2 || start == 0)
    throw error(Exit::data, "PPM: expected \"P6 width height 255\"");
  check_size(width, height);
  auto const expected = static_cast<size_t>(start) + 1 + static_cast<size_t>(width * height * 3);
  if (bytes.size() != expected)
    throw error(Exit::data, "PPM: {} bytes, expected {} for {} x {}", bytes.size(), expected, width, height);
  return {{width, height, Coding::ppm}, static_cast<size_t>(start) + 1};
}

}  // namespace

ImageHeader ppm_header(std::string_view bytes) { return parse_ppm(bytes).header; }

Image decode_ppm(std::string_view bytes) {
  auto const [header, start] = parse_ppm(bytes);
  return {header.width, header.height, std::vector<uint8_t>(bytes.begin() + static_cast<long>(start), bytes.end())};
}

std::string encode_ppm(Image const& image) {
  return fmt::format("P6 {} {} 255\n", image.width, image.height) + std::string(image.rgb.begin(), image.rgb.end());
}

}  // namespace mixup
