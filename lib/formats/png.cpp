#include "formats/png.hpp"

#include "core/error.hpp"
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <png.h>
#endif

namespace mixup {

#if MIXUP_WITH_JPEG
namespace {

/// libpng's simplified reader, freed with what it holds.
class PngReader {
 public:
  explicit PngReader(std::string_view bytes) {
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) fail();
    check_size(image.width, image.height);
    image.format = PNG_FORMAT_RGB;
  }
  PngReader(PngReader const&) = delete;
  PngReader& operator=(PngReader const&) = delete;
  ~PngReader() { png_image_free(&image); }

  [[noreturn]] void fail() const { throw error(Exit::data, "PNG: {}", static_cast<char const*>(image.message)); }

  png_image image{};
};

}  // namespace

PictureHeader png_header(std::string_view bytes) {
  PngReader const reader(bytes);
  return {reader.image.width, reader.image.height, Coding::png};
}

Picture decode_png(std::string_view bytes) {
  PngReader reader(bytes);
  Picture out{reader.image.width, reader.image.height, std::vector<uint8_t>(PNG_IMAGE_SIZE(reader.image))};
  png_color const black{};
  if (png_image_finish_read(&reader.image, &black, out.rgb.data(), 0, nullptr) == 0) reader.fail();
  return out;
}

#else

PictureHeader png_header(std::string_view) {
  require_jpeg();
  return {};
}
Picture decode_png(std::string_view) {
  require_jpeg();
  return {};
}

#endif

}  // namespace mixup
