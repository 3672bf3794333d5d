#include "kernels/pixel_pairs.hpp"

#include <algorithm>

namespace mixup::kernels {
namespace {

constexpr uint32_t kUpper = 1 << 16;  // the second of a pair

MIXUP_INLINE void pair_up(Bf16 const* first, Bf16 const* second, int64_t count, uint32_t* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = first[i].bits | second[i].bits * kUpper;
}

MIXUP_INLINE void pair_with_zero(Bf16 const* first, int64_t count, uint32_t* out) {
  for (int64_t i = 0; i < count; ++i) out[i] = first[i].bits;
}

/// `some` channels, from `first` on, of an image [H, W, channels]: two neighbours of a row at a time. kSome: `some`, or
/// 0 where it is no usual number.
template <int64_t kSome>
MIXUP_INLINE void pair_neighbours(Bf16 const* image, int64_t height, int64_t width, int64_t channels, int64_t some,
                                  uint32_t* out) {
  int64_t const count = kSome > 0 ? kSome : some;
  for (int64_t h = 0; h < height; ++h, image += width * channels) {
    int64_t w = 0;
    for (; w + 1 < width; w += 2, out += count) pair_up(image + w * channels, image + (w + 1) * channels, count, out);
    if (w == width) continue;
    pair_with_zero(image + w * channels, count, out);
    out += count;
  }
}

}  // namespace

MIXUP_FOR_EACH_CPU void pair_outputs(Bf16 const* image, int64_t height, int64_t width, int64_t channels, int64_t some,
                                     uint32_t* out) {
  if (some == 16) return pair_neighbours<16>(image, height, width, channels, some, out);
  if (some == 8) return pair_neighbours<8>(image, height, width, channels, some, out);
  pair_neighbours<0>(image, height, width, channels, some, out);
}

MIXUP_FOR_EACH_CPU void pair_inputs(Convolution const& s, Bf16 const* image, int64_t wide, uint32_t* out) {
  int64_t const edge = std::min(s.stride, s.width) * s.in, row = s.width * s.in;
  int64_t const left = std::min(s.padding, s.stride) * s.in;  // of the frame, whose neighbour is inside
  int64_t const first = s.stride * s.in - left, from_left = std::min(left, row - first);
  for (int64_t h = 0; h < s.height; ++h) {
    auto const* const in = image + h * row;
    auto* const to = out + ((h + s.padding) * wide + s.padding) * s.in;
    for (int64_t i = 0; i < from_left; ++i) to[i - left] = in[first + i].bits * kUpper;
    pair_up(in, in + edge, row - edge, to);
    pair_with_zero(in + row - edge, edge, to + row - edge);
  }
}

}  // namespace mixup::kernels
