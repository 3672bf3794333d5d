// jpeg: libjpeg reports errors by a function that must not return, so each call is made under setjmp, in a frame
// without destructors.
#include "formats/jpeg.hpp"

#include "core/error.hpp"

#if MIXUP_WITH_JPEG
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// jpeglib.h needs cstdio before it; jerror.h needs jpeglib.h
#include <jpeglib.h>
// clang-format off
#include <jerror.h>
// clang-format on
#endif

namespace mixup {

void require_jpeg() {
  if (!has_jpeg())
    throw error(Exit::usage,
                "photographs need libjpeg-turbo and libpng, and this program was built without them: install "
                "libjpeg62-turbo-dev libpng-dev (Debian), configure with -DMIXUP_WITH_JPEG=ON and build again");
}

#if MIXUP_WITH_JPEG
namespace {

/// Chroma is upsampled with the neighbours of a sample, so the pixels next to a cut need what lies behind it: one block
/// of 4:2:0, 16 pixels.
constexpr int64_t kMargin = 16;

/// A Huffman code takes a bit or more for each block of 8 x 8 pixels. A small file that says to be a giant is refused
/// before half a gigabyte is taken for it.
constexpr int64_t kJpegPixelsPerByte = 8 * 8 * 8;

/// Scans of a progressive image. Each goes over all of it: libjpeg writes 10, a hostile file thousands.
constexpr int kMostScans = 100;

struct JpegTrouble {
  jpeg_error_mgr base;  // first: libjpeg hands back its address
  std::jmp_buf back;
  char text[JMSG_LENGTH_MAX];
};

extern "C" void jpeg_leave(j_common_ptr codec) {
  auto* const trouble = reinterpret_cast<JpegTrouble*>(codec->err);
  (*codec->err->format_message)(codec, trouble->text);
  std::longjmp(trouble->back, 1);
}

/// Stray bytes between markers and odd colour marks harm nothing; missing or undecodable data is painted over in gray.
extern "C" void jpeg_warn(j_common_ptr codec, int level) {
  auto const code = codec->err->msg_code;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
                    code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC))
    jpeg_leave(codec);
}

extern "C" void jpeg_count_scans(j_common_ptr codec) {
  if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number <= kMostScans) return;
  auto* const trouble = reinterpret_cast<JpegTrouble*>(codec->err);
  std::snprintf(trouble->text, sizeof trouble->text, "more than %d scans", kMostScans);
  std::longjmp(trouble->back, 1);
}

/// A codec, destroyed with its memory; `run` makes its errors exceptions.
template <class Codec>
class JpegCodec {
 public:
  JpegCodec() {
    codec.err = jpeg_std_error(&trouble_.base);
    trouble_.base.error_exit = jpeg_leave;
    trouble_.base.emit_message = jpeg_warn;
  }
  JpegCodec(JpegCodec const&) = delete;
  JpegCodec& operator=(JpegCodec const&) = delete;
  ~JpegCodec() { jpeg_destroy(reinterpret_cast<j_common_ptr>(&codec)); }

  /// `calls` must own nothing: a longjmp leaves it.
  template <class Calls>
  void run(Calls const& calls) {
    if (setjmp(trouble_.back) != 0) throw error(Exit::data, "JPEG: {}", static_cast<char const*>(trouble_.text));
    calls();
  }

  Codec codec{};

 private:
  JpegTrouble trouble_{};
};

using Decoder = JpegCodec<jpeg_decompress_struct>;

/// Inside coded data 0xFF is followed by 0 or a restart marker: FF D9 behind the first scan is the end of the image.
bool has_end(std::string_view after_header) { return after_header.rfind("\xFF\xD9") != std::string_view::npos; }

ImageHeader open_jpeg(Decoder& decoder, std::string_view bytes) {
  auto& codec = decoder.codec;
  decoder.run([&] {
    jpeg_create_decompress(&codec);
    jpeg_mem_src(&codec, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
    jpeg_read_header(&codec, TRUE);
  });
  check_size(codec.image_width, codec.image_height);
  require_pixels(codec.image_width, codec.image_height, bytes.size(), kJpegPixelsPerByte);
  if (!has_end(bytes.substr(bytes.size() - codec.src->bytes_in_buffer)))
    throw error(Exit::data, "JPEG: {} bytes without the marker that ends an image: cut off", bytes.size());
  bool const cmyk = codec.jpeg_color_space == JCS_CMYK || codec.jpeg_color_space == JCS_YCCK;
  codec.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
  return {codec.image_width, codec.image_height,
          cmyk                                      ? Coding::cmyk_jpeg
          : codec.jpeg_color_space == JCS_GRAYSCALE ? Coding::gray_jpeg
                                                    : Coding::rgb_jpeg};
}

/// Adobe's programs store 255 - ink.
void cmyk_to_rgb(uint8_t* out, uint8_t const* in, int64_t pixels, bool inverted) {
  for (int64_t i = 0; i < pixels; ++i, in += 4)
    for (int64_t c = 0; c < 3; ++c) {
      int const paper = inverted ? in[c] : 255 - in[c], light = inverted ? in[3] : 255 - in[3];
      *out++ = static_cast<uint8_t>((paper * light + 127) / 255);
    }
}

}  // namespace

bool has_jpeg() { return true; }

ImageHeader jpeg_header(std::string_view bytes) {
  Decoder decoder;
  return open_jpeg(decoder, bytes);
}

Image decode_jpeg(std::string_view bytes, Region const& region) {
  Decoder decoder;
  auto const header = open_jpeg(decoder, bytes);
  auto& codec = decoder.codec;
  int64_t const first = std::max<int64_t>(0, region.left - kMargin), top = std::max<int64_t>(0, region.top - kMargin);
  int64_t const last = std::min(header.width, region.left + region.width + kMargin);
  auto left = static_cast<JDIMENSION>(first), width = static_cast<JDIMENSION>(last - first);  // widened to blocks
  jpeg_progress_mgr progress{};
  progress.progress_monitor = jpeg_count_scans;
  codec.progress = &progress;
  decoder.run([&] {
    jpeg_start_decompress(&codec);
    if (width < codec.output_width) jpeg_crop_scanline(&codec, &left, &width);
    if (top > 0) jpeg_skip_scanlines(&codec, static_cast<JDIMENSION>(top));
  });
  Image out{region.width, region.height, std::vector<uint8_t>(static_cast<size_t>(region.width * region.height * 3))};
  std::vector<uint8_t> row(static_cast<size_t>(codec.output_width) * static_cast<size_t>(codec.output_components));
  auto const* const from = row.data() + (region.left - left) * codec.output_components;
  for (int64_t y = top; y < region.top + region.height; ++y) {
    uint8_t* rows[] = {row.data()};
    decoder.run([&] { jpeg_read_scanlines(&codec, rows, 1); });
    if (y < region.top) continue;
    uint8_t* const to = out.rgb.data() + (y - region.top) * region.width * 3;
    if (header.coding == Coding::cmyk_jpeg)
      cmyk_to_rgb(to, from, region.width, codec.saw_Adobe_marker == TRUE);
    else
      std::copy_n(from, region.width * 3, to);
  }
  return out;
}

std::string encode_jpeg(Image const& image, int quality, bool gray) {
  JpegCodec<jpeg_compress_struct> encoder;
  auto& codec = encoder.codec;
  std::vector<uint8_t> row(static_cast<size_t>(image.width * 3));
  unsigned char* out = nullptr;
  unsigned long size = 0;
  encoder.run([&] {
    jpeg_create_compress(&codec);
    jpeg_mem_dest(&codec, &out, &size);
    codec.image_width = static_cast<JDIMENSION>(image.width);
    codec.image_height = static_cast<JDIMENSION>(image.height);
    codec.input_components = gray ? 1 : 3;
    codec.in_color_space = gray ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&codec);
    jpeg_set_quality(&codec, quality, TRUE);
    jpeg_start_compress(&codec, TRUE);
    for (int64_t y = 0; y < image.height; ++y) {
      auto const* const from = image.rgb.data() + y * image.width * 3;
      for (int64_t x = 0; x < image.width * (gray ? 1 : 3); ++x) row[static_cast<size_t>(x)] = from[gray ? 3 * x : x];
      uint8_t* rows[] = {row.data()};
      jpeg_write_scanlines(&codec, rows, 1);
    }
    jpeg_finish_compress(&codec);
  });
  std::string bytes(reinterpret_cast<char*>(out), size);
  std::free(out);
  return bytes;
}

#else

bool has_jpeg() { return false; }
ImageHeader jpeg_header(std::string_view) {
  require_jpeg();
  return {};
}
Image decode_jpeg(std::string_view, Region const&) {
  require_jpeg();
  return {};
}
std::string encode_jpeg(Image const&, int, bool) {
  require_jpeg();
  return {};
}

#endif

}  // namespace mixup
