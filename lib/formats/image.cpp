#include "formats/image.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "formats/jpeg.hpp"
#include "formats/png.hpp"
#include "formats/ppm.hpp"
#include "formats/signature.hpp"

namespace mixup {
namespace {

enum class Format { jpeg, png, ppm };

Format sniff(std::string_view bytes) {
  auto const starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (starts("\xFF\xD8\xFF")) return Format::jpeg;  // SOI, and the first byte of the next marker
  if (starts("\x89PNG\r\n\x1A\n")) return Format::png;
  if (starts("P6")) return Format::ppm;
  if (bytes.empty()) throw error(Exit::data, "0 bytes, expected a JPEG or PNG file");
  throw error(Exit::data, "{} bytes that begin neither as JPEG nor as PNG ({})", bytes.size(), kind_of_file(bytes));
}

void check_region(ImageHeader const& header, Region const& r) {
  if (r.left < 0 || r.top < 0 || r.width < 1 || r.height < 1 || r.left + r.width > header.width ||
      r.top + r.height > header.height)
    throw error(Exit::bug, "decode: region {} x {} at ({}, {}) of an image of {} x {}", r.width, r.height, r.left,
                r.top, header.width, header.height);
}

}  // namespace

void check_size(int64_t width, int64_t height) {
  if (width < 1 || height < 1 || width > kMostPixels / height)
    throw error(Exit::data, "{} x {} pixels, allowed 1 ... {} in all", width, height, kMostPixels);
}

void require_pixels(int64_t width, int64_t height, size_t bytes, int64_t most_a_byte) {
  if (width * height / most_a_byte > static_cast<int64_t>(bytes))
    throw error(Exit::data, "{} x {} pixels in {} bytes, allowed are {} a byte", width, height, bytes, most_a_byte);
}

ImageHeader read_header(std::string_view bytes) {
  switch (sniff(bytes)) {
    case Format::jpeg:
      return jpeg_header(bytes);
    case Format::png:
      return png_header(bytes);
    default:
      return ppm_header(bytes);
  }
}

Image decode(std::string_view bytes, Region const& region) {
  check_region(read_header(bytes), region);
  switch (sniff(bytes)) {
    case Format::jpeg:
      return decode_jpeg(bytes, region);
    case Format::png:  // one file of ImageNet: read whole
      return crop(decode_png(bytes), region);
    default:
      return crop(decode_ppm(bytes), region);
  }
}

Image decode(std::string_view bytes) {
  auto const header = read_header(bytes);
  return decode(bytes, {0, 0, header.width, header.height});
}

Image crop(Image const& image, Region const& r) {
  Image out{r.width, r.height, std::vector<uint8_t>(static_cast<size_t>(r.width * r.height * 3))};
  for (int64_t y = 0; y < r.height; ++y)
    std::copy_n(image.rgb.begin() + ((r.top + y) * image.width + r.left) * 3, r.width * 3,
                out.rgb.begin() + y * r.width * 3);
  return out;
}

}  // namespace mixup
