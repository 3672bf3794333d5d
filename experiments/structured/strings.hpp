// strings: recordings of three to five digits, put together from single ones by a fixed rule.
#pragma once
#include <vector>

#include "data/dataset.hpp"

namespace mixup::structured {

constexpr int64_t kRows = 40;              // frequencies of the image, each the mean of four of a spectrogram's 160
constexpr int64_t kStride = 4;             // frames of the image for one of the net's answers (models/ctc.cpp)
constexpr int64_t kFewest = 3, kMost = 5;  // digits

using Transcript = std::vector<int64_t>;  // digits + 1: 0 is the blank of CTC

struct Strings {
  at::Tensor x;                         // float [N, 1, kRows, frames], normalised, 0 behind the end
  std::vector<int64_t> frames;          // of each, without what is behind the end
  std::vector<Transcript> transcripts;  // what is said
  int64_t size() const { return static_cast<int64_t>(frames.size()); }
};

/// Parts with clips of other speakers: strings of the last `unseen` speakers are the test part.
struct Parts {
  Strings train, test;
};

/// `train` and `test` strings from the clips of all parts of `digits` (waveforms). String i of a part: a speaker of the
/// part, then a number of digits, then clips of that speaker, all drawn from the part's name and i, whatever the run;
/// clips follow each other with 50 ms of silence between them, without the silence behind their ends. Exit::usage
/// unless there are more than `unseen` speakers and the set holds waveforms.
Parts make_strings(Splits const& digits, int64_t unseen, int64_t train, int64_t test);

/// Answers of the net for an image of that many frames.
int64_t answers_of(int64_t frames);

}  // namespace mixup::structured
