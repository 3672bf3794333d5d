#include "formats/resize.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "core/each_cpu.hpp"
#include "core/error.hpp"

namespace mixup {
namespace {

/// Which input pixels make an output pixel, and a list of the weights of all of them.
struct Taps {
  int64_t first = 0;
  size_t begin = 0, count = 0;  // in the list
};
struct Resampling {
  std::vector<Taps> pixels;
  std::vector<float> weights;

  int64_t first() const { return pixels.front().first; }
  int64_t end() const { return pixels.back().first + static_cast<int64_t>(pixels.back().count); }
};

/// Keys 1981 ("Cubic convolution interpolation", eq. 15) with a = -0.5.
double cubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/// For the output pixels begin ... begin + count - 1 of `out`, made from `in` pixels.
Resampling resampling(int64_t in, int64_t out, int64_t begin, int64_t count) {
  constexpr double kSupport = 2;  // of the cubic, in pixels
  double const scale = static_cast<double>(in) / static_cast<double>(out), stretch = std::max(scale, 1.0);
  Resampling all;
  std::vector<double> weights;  // of one pixel
  for (int64_t i = 0; i < count; ++i) {
    double const centre = (static_cast<double>(begin + i) + 0.5) * scale, reach = kSupport * stretch;
    int64_t const first = std::max<int64_t>(0, static_cast<int64_t>(centre - reach + 0.5));
    int64_t const end = std::min(in, static_cast<int64_t>(centre + reach + 0.5));
    double sum = 0;
    weights.clear();
    for (int64_t x = first; x < end; ++x)
      sum += weights.emplace_back(cubic((static_cast<double>(x) + 0.5 - centre) / stretch));
    all.pixels.push_back({first, all.weights.size(), weights.size()});
    for (double weight : weights) all.weights.push_back(static_cast<float>(weight / sum));
  }
  return all;
}

// Sixteen values as one vector (GCC and Clang, any processor). Products are rounded before they are added (CMakeLists:
// -ffp-contract=off), so that every processor makes the same bytes.
using Values = float __attribute__((vector_size(64)));
using Whole = int32_t __attribute__((vector_size(64)));
using Bytes = uint8_t __attribute__((vector_size(16)));
constexpr int64_t kRows = 4;  // that are resized together: a pixel of each is a vector
constexpr size_t kPixel = 4;  // R, G, B and one more byte
constexpr size_t kVector = 16;

/// A loop of its own: compilers widen bytes of a loop as vectors, but those of one vector one by one.
MIXUP_FOR_EACH_CPU void widen(float* __restrict out, uint8_t const* __restrict in, size_t count) {
  for (size_t i = 0; i < count; ++i) out[i] = static_cast<float>(in[i]);
}

/// To the nearest of 0 ... 255.
MIXUP_INLINE void round_to_bytes(Bytes* out, Values value) {
  Values const black{}, white = black + 255;
  value += 0.5F;
  value = value < black ? black : value;
  value = value > white ? white : value;
  *out = __builtin_convertvector(__builtin_convertvector(value, Whole), Bytes);
}

void interleave(uint8_t* out, uint8_t const* const* in, int64_t width) {
  for (int64_t x = 0; x + 1 < width; ++x)
    for (int64_t r = 0; r < kRows; ++r, out += kPixel) std::memcpy(out, in[r] + 3 * x, kPixel);
  for (int64_t r = 0; r < kRows; ++r, out += kPixel) std::memcpy(out, in[r] + 3 * (width - 1), 3);  // the image may end
}

/// One pixel of each row for each of `columns`, into `out` [4]; the byte more is the next pixel's, which comes later.
MIXUP_FOR_EACH_CPU void resize_rows(uint8_t* const* out, float const* in, Resampling const& columns) {
  size_t x = 0;
  for (auto const& taps : columns.pixels) {
    Values sum{};
    float const* from = in + static_cast<size_t>(taps.first) * kVector;
    for (size_t i = 0; i < taps.count; ++i, from += kVector) {
      Values pixel;
      std::memcpy(&pixel, from, sizeof pixel);
      sum += columns.weights[taps.begin + i] * pixel;
    }
    Bytes bytes;
    round_to_bytes(&bytes, sum);
    for (size_t r = 0; r < kRows; ++r)
      std::memcpy(out[r] + x, reinterpret_cast<uint8_t const*>(&bytes) + r * kPixel, kPixel);
    x += 3;
  }
}

/// One row of `count` bytes from rows `stride` apart; `sum` has space for them.
MIXUP_FOR_EACH_CPU void blend_rows(uint8_t* __restrict out, uint8_t const* __restrict rows, size_t stride,
                                   float const* __restrict weights, size_t taps, float* __restrict sum, size_t count) {
  for (size_t v = 0; v < count; ++v) sum[v] = weights[0] * static_cast<float>(rows[v]);
  for (size_t i = 1; i < taps; ++i)
    for (size_t v = 0; v < count; ++v) sum[v] += weights[i] * static_cast<float>(rows[i * stride + v]);
  for (size_t v = 0; v < count; ++v) {
    float value = sum[v] + 0.5F;
    value = value < 0 ? 0 : value;
    out[v] = static_cast<uint8_t>(static_cast<int32_t>(value > 255 ? 255 : value));
  }
}

/// The rows rows.first() ... rows.end() - 1 of `image` with their final width, `stride` bytes apart.
std::unique_ptr<uint8_t[]> narrowed(Image const& image, Resampling const& columns, Resampling const& rows,
                                    size_t stride) {
  int64_t const count = rows.end() - rows.first();
  std::unique_ptr<uint8_t[]> out(new uint8_t[static_cast<size_t>(count) * stride]);  // not zeroed first
  std::vector<uint8_t> bytes(static_cast<size_t>(image.width) * kVector);            // of four rows
  std::vector<float> wide(bytes.size());
  for (int64_t y = 0; y < count; y += kRows) {
    uint8_t const* from[kRows];
    uint8_t* to[kRows];
    for (int64_t r = 0; r < kRows; ++r) {
      int64_t const row = std::min(y + r, count - 1);  // the last is made again where there are no four
      from[r] = image.rgb.data() + (rows.first() + row) * image.width * 3;
      to[r] = out.get() + static_cast<size_t>(row) * stride;
    }
    interleave(bytes.data(), from, image.width);
    widen(wide.data(), bytes.data(), bytes.size());
    resize_rows(to, wide.data(), columns);
  }
  return out;
}

}  // namespace

Image resize(Image const& image, int64_t width, int64_t height, Region const& window) {
  if (width < 1 || height < 1 || window.left < 0 || window.top < 0 || window.left + window.width > width ||
      window.top + window.height > height || window.width < 1 || window.height < 1)
    throw error(Exit::bug, "resize: window {} x {} at ({}, {}) of {} x {}", window.width, window.height, window.left,
                window.top, width, height);
  if (width == image.width && height == image.height) return crop(image, window);  // every weight is 0 or 1
  auto const columns = resampling(image.width, width, window.left, window.width);
  auto const rows = resampling(image.height, height, window.top, window.height);
  auto const bytes = static_cast<size_t>(window.width * 3), stride = bytes + 1;  // one more: resize_rows
  auto const between = narrowed(image, columns, rows, stride);
  Image out{window.width, window.height, std::vector<uint8_t>(static_cast<size_t>(window.height) * bytes)};
  std::vector<float> sum(bytes);
  auto* to = out.rgb.data();
  for (auto const& taps : rows.pixels) {
    blend_rows(to, between.get() + static_cast<size_t>(taps.first - rows.first()) * stride, stride,
               rows.weights.data() + taps.begin, taps.count, sum.data(), bytes);
    to += bytes;
  }
  return out;
}

Image resize(Image const& image, int64_t width, int64_t height) {
  return resize(image, width, height, {0, 0, width, height});
}

}  // namespace mixup
