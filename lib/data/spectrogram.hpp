// spectrogram: one second of speech as the image that a net sees (section 3.3): 160 frequencies by 101 instants.
//
//   samples ─► STFT: 20 ms Hamming window every 10 ms ─► magnitude ─► log(1 + m) ─► without 0 Hz ─► z-score
//
// The paper says "normalised spectrograms at a sampling rate of 16 kHz" of this size. The rest is that of the reference
// of its time and place for the same words (github.com/adiyoss/GCommandsPytorch), whose 161st row is 0 Hz: the
// microphone's offset, in which nothing is said. Rows are 50, 100, ..., 8,000 Hz.
#pragma once
#include <ATen/core/Tensor.h>

namespace mixup {

constexpr int64_t kSpeechRate = 16000;                      // samples per second
constexpr int64_t kSpeechSamples = kSpeechRate;             // of an utterance: one second
constexpr int64_t kSpeechWindow = 320, kSpeechHop = 160;    // samples: 20 ms and 10 ms
constexpr int64_t kSpeechRows = 160, kSpeechFrames = 101;   // of the image
constexpr int64_t kShortestSpeech = kSpeechWindow / 2 + 1;  // samples: a frame's half is mirrored at an end

/// Float [B, n] in [-1, 1], n >= kShortestSpeech -> log(1 + magnitude) [B, 160, 1 + n / 160], frame t centred on sample
/// 160 t and the signal mirrored at its ends. The window is periodic, as a DFT wants it.
at::Tensor log_magnitudes(at::Tensor const& waves);

/// Padded, then normalised: float [B, 16000], with zeros behind what is shorter -> [B, 1, 160, 101], each utterance of
/// mean 0 and standard deviation 1. Works on any device and inside a net (Dataset::front).
at::Tensor spectrograms(at::Tensor const& waves);

/// Normalised, then padded: float [n], n = kShortestSpeech ... 16000 -> [1, 160, 101], of mean 0 and standard deviation
/// 1 over the frames of the utterance; 0, its mean, behind them.
at::Tensor spectrogram_padded_last(at::Tensor const& wave);

}  // namespace mixup
