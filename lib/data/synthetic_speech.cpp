// synthetic_speech: three gliding tones per word. The constants are chosen for what they bring about: a small net
// learns the words within a few epochs, but not without error.
#include "data/synthetic_speech.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/seed.hpp"
#include "data/spectrogram.hpp"

namespace mixup {
namespace {

constexpr double kFullTurn = 6.283185307179586;
constexpr double kNoise = 0.02;       // half width, beside tones of 0.1 to 0.3
constexpr double kBehind = 0.5;       // loudness of the voice behind, at most
constexpr double kSpread = 0.12;      // a speaker's frequencies are higher or lower by up to this share
constexpr double kLeastSpoken = 0.5;  // seconds

/// Frequency in Hz through a word: it glides from one to the next.
using Path = std::array<double, 3>;
struct Tone {
  Path frequency;
  double loudness;
};
using Word = std::array<Tone, 3>;  // pitch and two formants, where speech has them

uint64_t seed_for(std::string const& name, std::string const& what, int64_t index) {
  return derive_seed(0, "synthetic/" + name + "/" + what, 0, static_cast<uint64_t>(index));
}

Word make_word(uint64_t seed) {
  SplitMix64 random(seed);
  auto const tone = [&](double low, double high, double loudness) {
    Tone out{{}, loudness};
    for (auto& f : out.frequency) f = low * std::pow(high / low, random.uniform());
    return out;
  };
  return {tone(100, 350, 0.3), tone(400, 1200, 0.2), tone(1200, 3500, 0.1)};
}

/// Adds a word, spoken over the whole clip with `pitch` times its frequencies.
void speak(std::vector<float>& clip, size_t begin, Word const& word, double pitch, double loudness) {
  auto const samples = static_cast<double>(clip.size() - begin);
  for (auto const& tone : word) {
    double turns = 0;  // of the phase; less than one
    for (size_t i = begin; i < clip.size(); ++i) {
      double const at = static_cast<double>(i - begin) / samples;  // 0 ... 1
      auto const leg = static_cast<size_t>(2 * at);
      double const share = 2 * at - static_cast<double>(leg);
      double const frequency = (1 - share) * tone.frequency[leg] + share * tone.frequency[leg + 1];
      turns += pitch * frequency / double{kSpeechRate};
      turns -= turns < 1 ? 0 : 1;
      double const swell = 4 * at * (1 - at);  // silent at both ends
      clip[i] += static_cast<float>(loudness * tone.loudness * swell) * std::sin(static_cast<float>(kFullTurn * turns));
    }
  }
}

std::vector<float> draw_clip(std::vector<Word> const& words, uint64_t label, SplitMix64& random) {
  auto const pitch = [&] { return 1 + kSpread * (2 * random.uniform() - 1); };
  double const seconds = kLeastSpoken + (1 - kLeastSpoken) * random.uniform(), pause = 0.2 * random.uniform();
  std::vector<float> clip(static_cast<size_t>(seconds * double{kSpeechRate}));
  auto const other = (label + 1 + random.below(words.size() - 1)) % words.size();
  speak(clip, static_cast<size_t>(pause * static_cast<double>(clip.size())), words[label], pitch(), 1);
  speak(clip, 0, words[other], pitch(), kBehind * random.uniform());
  for (auto& sample : clip) sample += static_cast<float>(kNoise * (2 * random.uniform() - 1));
  return clip;
}

}  // namespace

Utterances synthetic_speech(std::string const& name, std::string const& part, int64_t words, int64_t count) {
  std::vector<Word> vocabulary;
  for (int64_t k = 0; k < words; ++k) vocabulary.push_back(make_word(seed_for(name, "word", k)));
  Utterances out{std::vector<std::vector<float>>(static_cast<size_t>(count)), {}};
  out.labels.resize(static_cast<size_t>(count));
  at::parallel_for(0, count, /*grain: clips, about a millisecond each=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      SplitMix64 random(seed_for(name, part, i));
      auto const label = random.below(static_cast<uint64_t>(words));
      out.labels[static_cast<size_t>(i)] = static_cast<int64_t>(label);
      out.clips[static_cast<size_t>(i)] = draw_clip(vocabulary, label, random);
    }
  });
  return out;
}

}  // namespace mixup
