#include "formats/resize.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "core/error.hpp"

namespace mixup {
namespace {

/// Which input pixels make an output pixel.
struct Taps {
  int64_t first = 0;
  std::vector<float> weights;
};

/// Keys 1981 ("Cubic convolution interpolation", eq. 15) with a = -0.5.
double cubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/// For the output pixels begin ... begin + count - 1 of `out`, made from `in` pixels.
std::vector<Taps> make_taps(int64_t in, int64_t out, int64_t begin, int64_t count) {
  constexpr double kSupport = 2;  // of the cubic, in pixels
  double const scale = static_cast<double>(in) / static_cast<double>(out), stretch = std::max(scale, 1.0);
  std::vector<Taps> all(static_cast<size_t>(count));
  std::vector<double> weights;  // outside of the loop: an allocation a pixel costs as much as the pixel
  for (int64_t i = 0; i < count; ++i) {
    auto& taps = all[static_cast<size_t>(i)];
    double const centre = (static_cast<double>(begin + i) + 0.5) * scale, reach = kSupport * stretch;
    taps.first = std::max<int64_t>(0, static_cast<int64_t>(centre - reach + 0.5));
    int64_t const end = std::min(in, static_cast<int64_t>(centre + reach + 0.5));
    double sum = 0;
    weights.clear();
    for (int64_t x = taps.first; x < end; ++x)
      sum += weights.emplace_back(cubic((static_cast<double>(x) + 0.5 - centre) / stretch));
    taps.weights.reserve(weights.size());
    for (double weight : weights) taps.weights.push_back(static_cast<float>(weight / sum));
  }
  return all;
}

// R, G, B and nothing as one register (GCC and Clang, any processor): three times as fast as one value at a time.
using Pixel = float __attribute__((vector_size(16)));
using Whole = int32_t __attribute__((vector_size(16)));

/// To the nearest of 0 ... 255.
Whole to_bytes(Pixel value) {
  Pixel const black{}, white = black + 255;
  value += 0.5F;
  value = value < black ? black : value;
  return __builtin_convertvector(value > white ? white : value, Whole);
}

Pixel widened(uint8_t const* in, size_t bytes) {
  using Bytes = uint8_t __attribute__((vector_size(4)));
  Bytes four{};
  std::memcpy(&four, in, bytes);
  return __builtin_convertvector(four, Pixel);
}

/// Weighted sum of `count` pixels, `step` apart. Four of them make a pixel wherever an image grows: the compiler
/// unrolls that.
inline Pixel weighted(Pixel const* from, int64_t step, float const* weights, size_t count) {
  auto const sum_of = [&](size_t n) {
    Pixel sum{};
    for (size_t i = 0; i < n; ++i) sum += weights[i] * from[static_cast<int64_t>(i) * step];
    return sum;
  };
  return count == 4 ? sum_of(4) : sum_of(count);
}

/// One row: `in` [width, 3] -> `out` [columns], rounded; `wide` has space for `width` pixels.
void resize_row(Pixel* out, uint8_t const* in, std::vector<Taps> const& columns, std::vector<Pixel>& wide) {
  size_t const last = wide.size() - 1;
  for (size_t x = 0; x < last; ++x) wide[x] = widened(in + 3 * x, 4);  // R of the next as the fourth: never looked at
  wide[last] = widened(in + 3 * last, 3);
  for (auto const& taps : columns) {
    auto const sum = weighted(wide.data() + taps.first, 1, taps.weights.data(), taps.weights.size());
    *out++ = __builtin_convertvector(to_bytes(sum), Pixel);
  }
}

/// One row of bytes from rows of `width` pixels.
void blend_rows(uint8_t* out, Pixel const* rows, std::vector<float> const& weights, int64_t width) {
  for (int64_t x = 0; x < width; ++x) {
    auto const bytes = to_bytes(weighted(rows + x, width, weights.data(), weights.size()));
    for (int c = 0; c < 3; ++c) *out++ = static_cast<uint8_t>(bytes[c]);
  }
}

}  // namespace

Image resize(Image const& image, int64_t width, int64_t height, Region const& window) {
  if (width < 1 || height < 1 || window.left < 0 || window.top < 0 || window.left + window.width > width ||
      window.top + window.height > height || window.width < 1 || window.height < 1)
    throw error(Exit::bug, "resize: window {} x {} at ({}, {}) of {} x {}", window.width, window.height, window.left,
                window.top, width, height);
  if (width == image.width && height == image.height) return crop(image, window);  // every weight is 0 or 1
  auto const columns = make_taps(image.width, width, window.left, window.width);
  auto const rows = make_taps(image.height, height, window.top, window.height);
  int64_t const offset = rows.front().first, stride = window.width;
  int64_t const end = rows.back().first + static_cast<int64_t>(rows.back().weights.size());
  std::unique_ptr<Pixel[]> const between(new Pixel[static_cast<size_t>((end - offset) * stride)]);  // not zeroed first
  std::vector<Pixel> wide(static_cast<size_t>(image.width));
  for (int64_t y = offset; y < end; ++y)
    resize_row(between.get() + (y - offset) * stride, image.rgb.data() + y * image.width * 3, columns, wide);
  Image out{window.width, window.height, std::vector<uint8_t>(static_cast<size_t>(window.height * stride * 3))};
  for (int64_t y = 0; y < window.height; ++y) {
    auto const& taps = rows[static_cast<size_t>(y)];
    blend_rows(out.rgb.data() + y * stride * 3, between.get() + (taps.first - offset) * stride, taps.weights, stride);
  }
  return out;
}

Image resize(Image const& image, int64_t width, int64_t height) {
  return resize(image, width, height, {0, 0, width, height});
}

}  // namespace mixup
