#include "formats/png.hpp"

#include "core/error.hpp"
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <png.h>
#endif

namespace mixup {

#if MIXUP_WITH_JPEG
namespace {

/// Deflate makes at most 1,032 bytes of one (RFC 1951: a match of 258 bytes in 2 bits).
constexpr int64_t kMostInflated = 1032;

/// Pixels that a byte of a file can hold: gray and palettes take a bit or more for one, colours 24.
int64_t png_pixels_per_byte(png_uint_32 format) {
  bool const colours = (format & PNG_FORMAT_FLAG_COLOR) != 0 && (format & PNG_FORMAT_FLAG_COLORMAP) == 0;
  return kMostInflated * 8 / (colours ? 24 : 1);
}

/// Every chunk up to the end mark lies in the file: libpng takes, and fills, memory for what a chunk says to have.
void check_png_chunks(std::string_view bytes) {
  constexpr size_t kSignature = 8, kLength = 4, kAround = 12;  // a chunk: length, name, data, CRC-32
  for (size_t at = kSignature; at <= bytes.size() && bytes.size() - at >= kAround;) {
    size_t length = 0;
    for (size_t i = 0; i < kLength; ++i) length = length << 8 | static_cast<unsigned char>(bytes[at + i]);
    if (length > bytes.size() - at - kAround)
      throw error(Exit::data, "PNG: byte {}: a chunk of {} bytes, the file ends after {}", at, length,
                  bytes.size() - at - kAround);
    if (bytes.substr(at + kLength, 4) == "IEND") return;
    at += length + kAround;
  }
  throw error(Exit::data, "PNG: {} bytes without the chunk that ends an image: cut off", bytes.size());
}

/// libpng's simplified reader, freed with what it holds.
class PngReader {
 public:
  explicit PngReader(std::string_view bytes)
      : PngReader() {  // so that what follows may throw: the destructor is called
    check_png_chunks(bytes);
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) fail();
    check_size(image.width, image.height);
    require_pixels(image.width, image.height, bytes.size(), png_pixels_per_byte(image.format));
    image.format = PNG_FORMAT_RGB;
  }
  PngReader(PngReader const&) = delete;
  PngReader& operator=(PngReader const&) = delete;
  ~PngReader() { png_image_free(&image); }

  [[noreturn]] void fail() const { throw error(Exit::data, "PNG: {}", static_cast<char const*>(image.message)); }

  png_image image{};

 private:
  PngReader() { image.version = PNG_IMAGE_VERSION; }
};

}  // namespace

ImageHeader png_header(std::string_view bytes) {
  PngReader const reader(bytes);
  return {reader.image.width, reader.image.height, Coding::png};
}

Image decode_png(std::string_view bytes) {
  PngReader reader(bytes);
  Image out{reader.image.width, reader.image.height, std::vector<uint8_t>(PNG_IMAGE_SIZE(reader.image))};
  png_color const black{};
  if (png_image_finish_read(&reader.image, &black, out.rgb.data(), 0, nullptr) == 0) reader.fail();
  return out;
}

#else

ImageHeader png_header(std::string_view) {
  require_jpeg();
  return {};
}
Image decode_png(std::string_view) {
  require_jpeg();
  return {};
}

#endif

}  // namespace mixup
