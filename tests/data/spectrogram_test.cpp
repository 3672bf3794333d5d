// spectrogram_test: the fast transform against its definition, sums of cosines and sines.
#include "data/spectrogram.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "core/seed.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;

namespace {

constexpr double kTwoPi = 6.283185307179586;

std::vector<double> samples(int64_t n, uint64_t seed) {
  SplitMix64 random(seed);
  std::vector<double> out;
  for (int64_t i = 0; i < n; ++i)
    out.push_back(0.3 * std::sin(kTwoPi * 700 * static_cast<double>(i) / 16000) + 0.2 * (2 * random.uniform() - 1));
  return out;
}

at::Tensor tensor(std::vector<double> const& values) {
  auto const out = at::empty({static_cast<int64_t>(values.size())}, at::kFloat);
  for (size_t i = 0; i < values.size(); ++i) out.data_ptr<float>()[i] = static_cast<float>(values[i]);
  return out;
}

/// The signal with its mirror image before and behind it; the sample at the edge is not repeated.
double mirrored(std::vector<double> const& x, int64_t i) {
  auto const last = static_cast<int64_t>(x.size()) - 1;
  if (i < 0) i = -i;
  if (i > last) i = 2 * last - i;
  return x[static_cast<size_t>(i)];
}

/// log(1 + |DFT|) of the window around sample 160 `frame`, at 50 (`row` + 1) Hz.
double slow_magnitude(std::vector<double> const& x, int64_t row, int64_t frame) {
  double re = 0, im = 0;
  for (int64_t k = 0; k < 320; ++k) {
    double const hamming = 0.54 - 0.46 * std::cos(kTwoPi * static_cast<double>(k) / 320);
    double const value = hamming * mirrored(x, 160 * frame + k - 160);
    double const angle = kTwoPi * static_cast<double>((row + 1) * k) / 320;
    re += value * std::cos(angle);
    im -= value * std::sin(angle);
  }
  return std::log1p(std::hypot(re, im));
}

}  // namespace

TEST_CASE("log magnitudes are those of the definition, for any length", "[data]") {
  for (int64_t const n : {161, 1000, 4321}) {
    auto const x = samples(n, 1);
    auto const fast = log_magnitudes(tensor(x).unsqueeze(0));
    REQUIRE(fast.sizes() == at::IntArrayRef({1, 160, 1 + n / 160}));
    for (int64_t row = 0; row < 160; row += 3)
      for (int64_t frame = 0; frame < fast.size(2); ++frame)
        REQUIRE(fast[0][row][frame].item<double>() == Approx(slow_magnitude(x, row, frame)).epsilon(1e-4).margin(1e-5));
  }
}

TEST_CASE("a tone stands in the row of its frequency", "[data]") {
  auto const x = at::empty({1, 16000}, at::kFloat);
  for (int64_t i = 0; i < 16000; ++i)
    x.data_ptr<float>()[i] = static_cast<float>(std::sin(kTwoPi * 1000 * static_cast<double>(i) / 16000));
  CHECK(log_magnitudes(x).mean(2).argmax(1).item<int64_t>() == 19);  // 50, 100, ..., 1000 Hz
}

TEST_CASE("padded, then normalised: mean 0 and deviation 1 over the whole image", "[data]") {
  auto const x = at::zeros({2, 16000}, at::kFloat);
  x[0].narrow(0, 0, 7000).copy_(tensor(samples(7000, 1)));
  x[1].copy_(tensor(samples(16000, 2)));
  auto const out = spectrograms(x);
  REQUIRE(out.sizes() == at::IntArrayRef({2, 1, 160, 101}));
  for (int64_t b = 0; b < 2; ++b) {
    CHECK(out[b].mean().item<double>() == Approx(0).margin(1e-5));
    CHECK(out[b].std().item<double>() == Approx(1).epsilon(1e-4));
  }
  CHECK(out[0][0].narrow(1, 60, 41).max().item<double>() < -0.5);  // silence lies below the mean
}

TEST_CASE("normalised, then padded: the padding is the mean and the utterance alone has deviation 1", "[data]") {
  auto const out = spectrogram_padded_last(tensor(samples(7000, 1)));
  REQUIRE(out.sizes() == at::IntArrayRef({1, 160, 101}));
  auto const spoken = out.narrow(2, 0, 44);  // 1 + 7000 / 160 frames
  CHECK(spoken.mean().item<double>() == Approx(0).margin(1e-5));
  CHECK(spoken.std().item<double>() == Approx(1).epsilon(1e-4));
  CHECK(out.narrow(2, 44, 57).eq(0).all().item<bool>());
}

TEST_CASE("of a whole second both orders give the same image", "[data]") {
  auto const x = tensor(samples(16000, 3));
  CHECK((spectrogram_padded_last(x) - spectrograms(x.unsqueeze(0))[0]).abs().max().item<double>() < 1e-5);
}

TEST_CASE("digital silence becomes zeros and stays finite", "[data]") {
  CHECK(spectrograms(at::zeros({1, 16000}, at::kFloat)).eq(0).all().item<bool>());
}
