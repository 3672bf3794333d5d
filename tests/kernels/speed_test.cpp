// speed: not a test but the figures behind docs/speed.md: build/test_kernels "[.speed]".
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/randn.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "kernels/convolution_rows.hpp"
#include "kernels/dot_tiles.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using kernels::Bf16, kernels::Convolution;

namespace {

/// PreAct ResNet-18 has these at width 1/8, at 1/4 and at 1.
constexpr Convolution kShapes[] = {
    {128, 8, 8, 32, 32, 3, 1, 1},   {128, 8, 16, 32, 32, 3, 2, 1},   {128, 16, 16, 16, 16, 3, 1, 1},
    {128, 32, 32, 8, 8, 3, 1, 1},   {128, 64, 64, 4, 4, 3, 1, 1},    {128, 16, 16, 32, 32, 3, 1, 1},
    {128, 32, 32, 16, 16, 3, 1, 1}, {128, 64, 64, 8, 8, 3, 1, 1},    {128, 128, 128, 4, 4, 3, 1, 1},
    {128, 64, 64, 32, 32, 3, 1, 1}, {128, 64, 128, 32, 32, 3, 2, 1}, {128, 128, 128, 16, 16, 3, 1, 1},
    {128, 256, 256, 8, 8, 3, 1, 1}, {128, 256, 512, 8, 8, 3, 2, 1},  {128, 512, 512, 4, 4, 3, 1, 1}};

/// Least processor time of five, in ms.
template <class Body>
double milliseconds(Body const& body) {
  double least = 1e9;
  for (int i = 0; i < 5; ++i) {
    auto const start = std::clock();
    body();
    least = std::min(least, 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return least;
}

at::Tensor noise(at::IntArrayRef sizes) {
  return at::randn(sizes, at::TensorOptions(at::kFloat)).to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
}

Bf16* data(at::Tensor const& x) { return static_cast<Bf16*>(x.data_ptr()); }

}  // namespace

TEST_CASE("convolutions of one thread beside LibTorch's", "[.speed]") {
  REQUIRE(kernels::has_dot_products());
  at::set_num_threads(1);
  fmt::print("milliseconds, here / LibTorch: forward, by input, by weights\n");
  for (auto const& s : kShapes) {
    auto const x = noise({s.batch, s.in, s.height, s.width}), w = noise({s.out, s.in, s.kernel, s.kernel});
    auto const dy = noise({s.batch, s.out, s.out_height(), s.out_width()});
    auto const y = dy.clone(), dx = x.clone();
    auto const weights = w.to(at::kFloat), dw = weights.clone();
    auto* const f = weights.data_ptr<float>();
    auto const back = [&](bool input, bool weight) {
      at::convolution_backward(dy, x, w, at::OptionalIntArrayRef(), {s.stride, s.stride}, {s.padding, s.padding},
                               {1, 1}, false, {0, 0}, 1, {input, weight, false});
    };
    fmt::print("{:3} -> {:3} at {:2}, stride {}: {:6.2f} / {:6.2f}  {:6.2f} / {:6.2f}  {:6.2f} / {:6.2f}\n", s.in,
               s.out, s.height, s.stride, milliseconds([&] { kernels::convolve(s, data(x), f, nullptr, data(y)); }),
               milliseconds([&] { at::conv2d(x, w, {}, s.stride, s.padding); }),
               milliseconds([&] { kernels::input_gradient(s, data(dy), f, data(dx)); }),
               milliseconds([&] { back(true, false); }),
               milliseconds([&] { kernels::weight_gradient(s, data(x), data(dy), dw.data_ptr<float>()); }),
               milliseconds([&] { back(false, true); }));
  }
}
