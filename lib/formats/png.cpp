// png: libpng reports errors by a function that must not return, so its calls are made under setjmp, as in jpeg.cpp.
#include "formats/png.hpp"

#include "core/error.hpp"
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <png.h>

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#endif

namespace mixup {

#if MIXUP_WITH_JPEG
namespace {

/// Deflate makes at most 1,032 bytes of one (RFC 1951: a match of 258 bytes in 2 bits).
constexpr int64_t kMostInflated = 1032;

/// Bits of a pixel in the file.
int64_t bits_of_pixel(png_structp png, png_infop info) {
  return int64_t{png_get_channels(png, info)} * png_get_bit_depth(png, info);
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

struct PngTrouble {
  std::jmp_buf back;
  char text[200];
};

extern "C" [[noreturn]] void png_leave(png_structp png, png_const_charp what) {
  auto* const trouble = static_cast<PngTrouble*>(png_get_error_ptr(png));
  std::snprintf(trouble->text, sizeof trouble->text, "%s", what);
  std::longjmp(trouble->back, 1);
}

extern "C" void png_pass_over(png_structp, png_const_charp) {}  // a warning: the image is there

/// A file in memory, read up to its pixels.
class PngReader {
 public:
  explicit PngReader(std::string_view bytes)
      : PngReader() {  // so that what follows may throw: the destructor is called
    rest_ = bytes;
    check_png_chunks(bytes);
    run([&] {
      png_set_read_fn(png_, this, [](png_structp png, png_bytep out, size_t count) {
        static_cast<PngReader*>(png_get_io_ptr(png))->take(png, out, count);
      });
      // Beside the pixels only the palette counts: neither gamma nor profile changes a value.
      png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
      png_read_info(png_, info_);
    });
    check_size(width(), height());
    require_pixels(width(), height(), bytes.size(), kMostInflated * 8 / bits_of_pixel(png_, info_));
  }
  PngReader(PngReader const&) = delete;
  PngReader& operator=(PngReader const&) = delete;
  ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }

  int64_t width() const { return png_get_image_width(png_, info_); }
  int64_t height() const { return png_get_image_height(png_, info_); }

  /// As Pillow's convert("RGB"): alpha and the transparent colour are dropped, of 16 bits the high 8 are taken.
  Image pixels() {
    Image out{width(), height(), std::vector<uint8_t>(static_cast<size_t>(width() * height() * 3))};
    std::vector<png_bytep> rows;
    for (int64_t y = 0; y < height(); ++y) rows.push_back(out.rgb.data() + y * width() * 3);
    run([&] {
      png_set_strip_16(png_);
      png_set_strip_alpha(png_);
      png_set_palette_to_rgb(png_);
      png_set_expand_gray_1_2_4_to_8(png_);
      png_set_gray_to_rgb(png_);
      png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
      if (png_get_rowbytes(png_, info_) != static_cast<size_t>(width() * 3)) png_error(png_, "rows are not RGB");
      png_read_image(png_, rows.data());
      png_read_end(png_, nullptr);
    });
    return out;
  }

 private:
  PngReader() : png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, &trouble_, png_leave, png_pass_over)) {
    info_ = png_ ? png_create_info_struct(png_) : nullptr;
    if (!info_) throw error(Exit::io, "PNG: no memory for libpng");
  }

  /// `calls` must own nothing: a longjmp leaves it.
  template <class Calls>
  void run(Calls const& calls) {
    if (setjmp(trouble_.back) != 0) throw error(Exit::data, "PNG: {}", static_cast<char const*>(trouble_.text));
    calls();
  }

  void take(png_structp png, png_bytep out, size_t count) {
    if (count > rest_.size()) png_error(png, "the file ends within a chunk");
    std::copy_n(rest_.data(), count, out);
    rest_.remove_prefix(count);
  }

  std::string_view rest_;
  PngTrouble trouble_{};
  png_structp png_;
  png_infop info_;
};

}  // namespace

ImageHeader png_header(std::string_view bytes) {
  PngReader const reader(bytes);
  return {reader.width(), reader.height(), Coding::png};
}

Image decode_png(std::string_view bytes) { return PngReader(bytes).pixels(); }

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
