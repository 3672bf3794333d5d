#include "data/spectrogram.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/hamming_window.h>
#include <ATen/ops/stft.h>

namespace mixup {
namespace {

constexpr double kLeastDeviation = 1e-5;  // of log magnitudes: digital silence has none and stays 0

/// Each row of [B, ...] to mean 0 and deviation 1.
at::Tensor standardised(at::Tensor const& x) {
  auto const flat = x.flatten(1);
  auto const mean = flat.mean(1, /*keepdim=*/true), deviation = flat.std(1, /*unbiased=*/true, /*keepdim=*/true);
  return ((flat - mean) / deviation.clamp_min(kLeastDeviation)).view(x.sizes());
}

}  // namespace

at::Tensor log_magnitudes(at::Tensor const& waves) {
  auto const window = at::hamming_window(kSpeechWindow, /*periodic=*/true, waves.options());
  auto const spectrum = at::stft(waves, kSpeechWindow, kSpeechHop, kSpeechWindow, window, /*center=*/true, "reflect",
                                 /*normalized=*/false, /*onesided=*/true, /*return_complex=*/true);
  return spectrum.abs().log1p_().narrow(1, 1, kSpeechRows);
}

at::Tensor spectrograms(at::Tensor const& waves) { return standardised(log_magnitudes(waves)).unsqueeze(1); }

at::Tensor spectrogram_padded_last(at::Tensor const& wave) {
  auto const frames = standardised(log_magnitudes(wave.unsqueeze(0)));
  return at::constant_pad_nd(frames, {0, kSpeechFrames - frames.size(2)});
}

}  // namespace mixup
