#include "formats/resize.hpp"

#include <algorithm>
#include <cmath>

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
  for (int64_t i = 0; i < count; ++i) {
    auto& taps = all[static_cast<size_t>(i)];
    double const centre = (static_cast<double>(begin + i) + 0.5) * scale, reach = kSupport * stretch;
    taps.first = std::max<int64_t>(0, static_cast<int64_t>(centre - reach + 0.5));
    int64_t const end = std::min(in, static_cast<int64_t>(centre + reach + 0.5));
    double sum = 0;
    std::vector<double> weights;
    for (int64_t x = taps.first; x < end; ++x)
      sum += weights.emplace_back(cubic((static_cast<double>(x) + 0.5 - centre) / stretch));
    for (double weight : weights) taps.weights.push_back(static_cast<float>(weight / sum));
  }
  return all;
}

uint8_t to_byte(float value) { return static_cast<uint8_t>(std::min(std::max(value + 0.5F, 0.0F), 255.0F)); }

/// Four floats in one register: R, G, B and nothing.
using Pixel = float __attribute__((vector_size(16)));

/// One row [in, 3] -> [taps, 3]; `wide` is room for `in` pixels.
void resize_row(uint8_t* out, uint8_t const* in, int64_t width, std::vector<Taps> const& columns,
                std::vector<Pixel>& wide) {
  for (int64_t x = 0; x < width; ++x, in += 3)
    wide[static_cast<size_t>(x)] =
        Pixel{static_cast<float>(in[0]), static_cast<float>(in[1]), static_cast<float>(in[2]), 0};
  for (auto const& taps : columns) {
    Pixel sum{};
    auto const* from = wide.data() + taps.first;
    for (float weight : taps.weights) sum += weight * *from++;
    for (int c = 0; c < 3; ++c) *out++ = to_byte(sum[c]);
  }
}

/// Rows [n, width, 3], of which the first is row `offset` of the picture, -> one row; `sums` is room for a row.
void blend_rows(uint8_t* out, uint8_t const* rows, int64_t offset, Taps const& taps, std::vector<float>& sums) {
  std::fill(sums.begin(), sums.end(), 0.0F);
  auto const* from = rows + (taps.first - offset) * static_cast<int64_t>(sums.size());
  for (float weight : taps.weights)
    for (float& sum : sums) sum += weight * static_cast<float>(*from++);
  for (float sum : sums) *out++ = to_byte(sum);
}

}  // namespace

Picture resize(Picture const& picture, int64_t width, int64_t height, Region const& window) {
  if (width < 1 || height < 1 || window.left < 0 || window.top < 0 || window.left + window.width > width ||
      window.top + window.height > height || window.width < 1 || window.height < 1)
    throw error(Exit::bug, "resize: window {} x {} at ({}, {}) of {} x {}", window.width, window.height, window.left,
                window.top, width, height);
  auto const columns = make_taps(picture.width, width, window.left, window.width);
  auto const rows = make_taps(picture.height, height, window.top, window.height);
  int64_t const offset = rows.front().first, stride = window.width * 3;
  int64_t const end = rows.back().first + static_cast<int64_t>(rows.back().weights.size());
  std::vector<uint8_t> between(static_cast<size_t>((end - offset) * stride));
  std::vector<Pixel> wide(static_cast<size_t>(picture.width));
  for (int64_t y = offset; y < end; ++y)
    resize_row(between.data() + (y - offset) * stride, picture.rgb.data() + y * picture.width * 3, picture.width,
               columns, wide);
  Picture out{window.width, window.height, std::vector<uint8_t>(static_cast<size_t>(window.height * stride))};
  std::vector<float> sums(static_cast<size_t>(stride));
  for (int64_t y = 0; y < window.height; ++y)
    blend_rows(out.rgb.data() + y * stride, between.data(), offset, rows[static_cast<size_t>(y)], sums);
  return out;
}

Picture resize(Picture const& picture, int64_t width, int64_t height) {
  return resize(picture, width, height, {0, 0, width, height});
}

}  // namespace mixup
