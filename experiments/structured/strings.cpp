#include "experiments/structured/strings.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/nonzero.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "data/spectrogram.hpp"

namespace mixup::structured {
namespace {

constexpr int64_t kSilence = kSpeechRate / 20;  // samples between two digits

/// Rows of the clips of each speaker.
using Clips = std::map<int64_t, std::vector<int64_t>>;

/// All clips of a set, and who said them.
struct Pool {
  at::Tensor waves, digits, speakers;  // float [N, samples], int64 [N]
};

Pool pool_of(Splits const& splits) {
  std::vector<at::Tensor> waves, digits, speakers;
  for (auto const* part : {&splits.train, &splits.validation, &splits.test}) {
    if (!part->speakers.defined() || part->x.dim() != 2)
      throw error(Exit::usage, "/data/features: strings are put together from waveforms of speakers, allowed waveform");
    waves.push_back(part->x);
    digits.push_back(part->y);
    speakers.push_back(part->speakers);
  }
  return {at::cat(waves), at::cat(digits), at::cat(speakers)};
}

Clips clips_of(Pool const& pool) {
  Clips out;
  auto const* who = pool.speakers.data_ptr<int64_t>();
  for (int64_t i = 0; i < pool.speakers.numel(); ++i) out[who[i]].push_back(i);
  return out;
}

/// Without the zeros behind the end, which padding put there.
at::Tensor spoken(at::Tensor const& wave) {
  auto const sounding = at::nonzero(wave).flatten();
  return sounding.numel() == 0 ? wave : wave.narrow(0, 0, sounding[sounding.numel() - 1].item<int64_t>() + 1);
}

/// [1, kRows, frames], of mean 0 and deviation 1.
at::Tensor image_of(at::Tensor const& wave) {
  auto const magnitudes = log_magnitudes(wave.unsqueeze(0));
  auto const rows = magnitudes.reshape({1, kRows, kSpeechRows / kRows, -1}).mean(2);
  return (rows - rows.mean()) / rows.std().clamp_min(1e-5);
}

struct String {
  at::Tensor image;
  Transcript transcript;
};

String make_string(Pool const& pool, Clips const& clips, std::string const& part, int64_t number) {
  SplitMix64 random(derive_seed(0, "strings/" + part, 0, static_cast<uint64_t>(number)));
  auto const speaker = std::next(clips.begin(), static_cast<std::ptrdiff_t>(random.below(clips.size())));
  auto const count = kFewest + static_cast<int64_t>(random.below(kMost - kFewest + 1));
  std::vector<at::Tensor> pieces;
  Transcript transcript;
  for (int64_t k = 0; k < count; ++k) {
    auto const clip = speaker->second[random.below(speaker->second.size())];
    if (k > 0) pieces.push_back(at::zeros({kSilence}, at::kFloat));
    pieces.push_back(spoken(pool.waves[clip]));
    transcript.push_back(1 + pool.digits[clip].item<int64_t>());
  }
  return {image_of(at::cat(pieces)), transcript};
}

Strings make_part(Pool const& pool, Clips const& clips, std::string const& part, int64_t count) {
  std::vector<String> strings;
  Strings out;
  int64_t longest = 0;
  for (int64_t i = 0; i < count; ++i) {
    strings.push_back(make_string(pool, clips, part, i));
    out.frames.push_back(strings.back().image.size(2));
    out.transcripts.push_back(strings.back().transcript);
    longest = std::max(longest, out.frames.back());
  }
  out.x = at::zeros({count, 1, kRows, longest}, at::kFloat);
  for (int64_t i = 0; i < count; ++i)
    out.x[i].narrow(2, 0, out.frames[static_cast<size_t>(i)]).copy_(strings[static_cast<size_t>(i)].image);
  return out;
}

}  // namespace

Parts make_strings(Splits const& digits, int64_t unseen, int64_t train, int64_t test) {
  auto const pool = pool_of(digits);
  auto seen = clips_of(pool);
  if (static_cast<int64_t>(seen.size()) <= unseen)
    throw error(Exit::usage, "/protocol/unseen: got {}, the clips have {} speakers, allowed fewer", unseen,
                seen.size());
  Clips others;
  while (static_cast<int64_t>(others.size()) < unseen) others.insert(seen.extract(std::prev(seen.end())));
  return {make_part(pool, seen, "train", train), make_part(pool, others, "test", test)};
}

int64_t answers_of(int64_t frames) {
  for (int64_t stride = kStride; stride > 1; stride /= 2) frames = (frames + 1) / 2;
  return frames;
}

}  // namespace mixup::structured
