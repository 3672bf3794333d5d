#include "data/speech.hpp"

#include <ATen/Parallel.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "catalog/catalog.hpp"
#include "core/error.hpp"
#include "core/seed.hpp"
#include "data/limit.hpp"
#include "data/spectrogram.hpp"
#include "data/synthetic_speech.hpp"
#include "formats/memo.hpp"
#include "formats/wav.hpp"

namespace mixup {
namespace {

using Clip = std::vector<float>;

constexpr int64_t kGeneratedSpeakers = 6;  // who say generated clips, in turns: as many as the digits have

/// At most one second.
Clip read_clip(std::string const& path) {
  auto clip = resample(read_sound(path), kSpeechRate);
  if (static_cast<int64_t>(clip.size()) < kShortestSpeech)
    throw error(Exit::data, "{}: {} samples at {} Hz, expected {} or more", path, clip.size(), kSpeechRate,
                kShortestSpeech);
  return clip;
}

/// [16000], zeros behind the clip.
at::Tensor padded(at::Tensor const& wave) {
  auto out = at::zeros({kSpeechSamples}, at::kFloat);
  out.narrow(0, 0, wave.numel()).copy_(wave);
  return out;
}

/// The part of a clip that the data set holds.
at::Tensor example(Clip& clip, DataSpec const& spec) {
  auto const samples = std::min(static_cast<int64_t>(clip.size()), kSpeechSamples);
  auto const wave = at::from_blob(clip.data(), {samples}, at::kFloat);
  if (spec.features == Features::waveform) return padded(wave);
  return spec.pad_last ? spectrogram_padded_last(wave) : spectrograms(padded(wave).unsqueeze(0))[0];
}

/// `clip(i)` gives a clip, called from several threads at a time.
template <class Make>
at::Tensor make_examples(int64_t count, DataSpec const& spec, Make clip) {
  auto const out = spec.features == Features::waveform ? at::empty({count, kSpeechSamples}, at::kFloat)
                                                       : at::empty({count, 1, kSpeechRows, kSpeechFrames}, at::kFloat);
  at::parallel_for(0, count, /*grain: clips, about a millisecond each=*/8, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      Clip samples = clip(static_cast<size_t>(i));
      out[i].copy_(example(samples, spec));
    }
  });
  return out;
}

Dataset to_dataset(at::Tensor x, std::vector<int64_t> const& labels, SpeechSet const& set) {
  Dataset out;
  out.x = std::move(x);
  out.y = at::empty({static_cast<int64_t>(labels.size())}, at::kLong);
  std::copy(labels.begin(), labels.end(), out.y.data_ptr<int64_t>());
  out.classes = static_cast<int64_t>(set.words.size());
  return out;
}

using Speakers = std::map<std::string, int64_t>;  // name -> number

std::string speaker_of(Utterance const& utterance) {
  auto const name = utterance.file.substr(utterance.file.rfind('/') + 1);
  return name.substr(0, name.find("_nohash_"));
}

Speakers speakers_of(std::vector<Utterance> const& all) {
  Speakers out;
  for (auto const& utterance : all) out[speaker_of(utterance)] = 0;
  int64_t number = 0;
  for (auto& [name, place] : out) place = number++;
  return out;
}

Dataset read_part(SpeechSet const& set, DataSpec const& spec, std::string const& folder,
                  std::vector<Utterance> utterances, int64_t count, Speakers const& speakers) {
  utterances.resize(static_cast<size_t>(count));
  std::vector<int64_t> labels;
  for (auto const& utterance : utterances) labels.push_back(utterance.word);
  auto const clip = [&](size_t i) { return read_clip((std::filesystem::path(folder) / utterances[i].file).string()); };
  auto out = to_dataset(make_examples(count, spec, clip), labels, set);
  out.speakers = at::empty({count}, at::kLong);
  for (int64_t i = 0; i < count; ++i)
    out.speakers.data_ptr<int64_t>()[i] = speakers.at(speaker_of(utterances[static_cast<size_t>(i)]));
  return out;
}

Dataset generate_part(SpeechSet const& set, DataSpec const& spec, char const* part, int64_t count) {
  auto const made = synthetic_speech(set.name, part, static_cast<int64_t>(set.words.size()), count);
  auto out = to_dataset(make_examples(count, spec, [&](size_t i) { return made.clips[i]; }), made.labels, set);
  out.speakers = at::arange(count, at::kLong).remainder(kGeneratedSpeakers);
  return out;
}

/// The number of clips to take of each part; the validation part is small, so it is taken whole where the limit allows.
struct Counts {
  int64_t train, validation, test;
  Counts(DataSpec const& spec, int64_t trains, int64_t validations, int64_t tests)
      : train(limited("train_limit", spec.train_limit, trains)),
        validation(spec.test_limit == 0 ? validations : std::min(spec.test_limit, validations)),
        test(limited("test_limit", spec.test_limit, tests + (spec.rest_to_test ? trains - train : 0))) {}
};

Splits read_parts(SpeechSet const& set, DataSpec const& spec, std::string const& folder) {
  auto const all = list_utterances(set, folder, spec.partial);
  auto const train = in_turns(all, Part::train), validation = in_turns(all, Part::validation);
  auto test = in_turns(all, Part::test);
  auto const size = [](std::vector<Utterance> const& part) { return static_cast<int64_t>(part.size()); };
  Counts const counts(spec, size(train), size(validation), size(test));
  test.insert(test.end(), train.begin() + counts.train, train.end());  // of which counts.test may have none
  Splits splits;
  auto const speakers = speakers_of(all);
  splits.train = read_part(set, spec, folder, train, counts.train, speakers);
  splits.validation = read_part(set, spec, folder, validation, counts.validation, speakers);
  splits.test = read_part(set, spec, folder, test, counts.test, speakers);
  return splits;
}

Splits generate_parts(SpeechSet const& set, DataSpec const& spec) {
  Counts const counts(spec, set.parts.train, set.parts.validation, set.parts.test);
  Splits splits;
  splits.train = generate_part(set, spec, "train", counts.train);
  splits.validation = generate_part(set, spec, "validation", counts.validation);
  splits.test = generate_part(set, spec, "test", counts.test);
  return splits;
}

}  // namespace

std::vector<Utterance> in_turns(std::vector<Utterance> const& all, Part part) {
  struct Placed {
    uint64_t shuffle;
    Utterance const* utterance;
    size_t turn;
  };
  std::vector<Placed> placed;
  for (auto const& utterance : all)
    if (utterance.part == part) placed.push_back({derive_seed(0, "turns/" + utterance.file), &utterance, 0});
  auto const word = [](Placed const& p) { return p.utterance->word; };
  std::sort(placed.begin(), placed.end(), [&](Placed const& a, Placed const& b) {
    return std::make_pair(word(a), a.shuffle) < std::make_pair(word(b), b.shuffle);
  });
  for (size_t i = 1; i < placed.size(); ++i)
    placed[i].turn = word(placed[i]) == word(placed[i - 1]) ? placed[i - 1].turn + 1 : 0;
  std::stable_sort(placed.begin(), placed.end(), [](Placed const& a, Placed const& b) { return a.turn < b.turn; });
  std::vector<Utterance> out;
  for (auto const& p : placed) out.push_back(*p.utterance);
  return out;
}

Splits load_speech(DataSpec const& spec, std::string const& folder, std::string const& key) {
  static Memo<Splits> memo;
  bool const waveform = spec.features == Features::waveform;
  if (waveform && spec.pad_last)
    throw error(Exit::usage,
                "data.pad_last: true; a waveform is padded before its spectrogram is normalised, allowed "
                "with data.features=waveform: false");
  SpeechSet const& set = find_data(spec.name).speech;
  auto const full_key = fmt::format("{} {}\n{} {} {} {} {} {}", spec.name, folder, key, spec.train_limit,
                                    spec.test_limit, spec.rest_to_test, waveform, spec.pad_last);
  Splits splits =
      memo.get(full_key, [&] { return folder.empty() ? generate_parts(set, spec) : read_parts(set, spec, folder); });
  if (waveform)
    for (auto* part : {&splits.train, &splits.validation, &splits.test}) part->front = spectrograms;
  return splits;
}

}  // namespace mixup
