// synthetic_speech: generated utterances, for runs without recordings. Figures say nothing about speech.
#pragma once
#include <string>
#include <vector>

namespace mixup {

struct Utterances {
  std::vector<std::vector<float>> clips;  // each 0.5 ... 1 s at 16,000 samples per second, in [-1, 1]
  std::vector<int64_t> labels;
};

/// The first `count` utterances of a part ("train", "validation", "test"). A word is the path of a pitch and of two
/// formants through time; a clip is spoken faster or slower, higher or lower, after a pause, with another word's voice
/// and noise behind it. Clip i depends on (name, part, i) alone.
Utterances synthetic_speech(std::string const& name, std::string const& part, int64_t words, int64_t count);

}  // namespace mixup
