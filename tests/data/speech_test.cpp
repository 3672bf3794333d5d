// speech_test: from files to parts: order, limits, features, errors; the stand-in; the real clips where they are.
#include "data/speech.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>

#include <cmath>
#include <cstdlib>
#include <set>

#include "data/spectrogram.hpp"
#include "data/synthetic_speech.hpp"
#include "error_of.hpp"
#include "real_data.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

DataSpec spec_of(Source source, int64_t train_limit, int64_t test_limit) {
  DataSpec spec;
  spec.name = "fsdd";
  spec.source = source;
  spec.train_limit = train_limit;
  spec.test_limit = test_limit;
  return spec;
}

/// 0.4 s of a tone, 8,000 samples per second, 16 bit.
std::string tone(double frequency) {
  auto const little_endian = [](uint32_t value, int bytes) {
    std::string out;
    for (int k = 0; k < bytes; ++k) out += static_cast<char>(value >> (8 * k));
    return out;
  };
  std::string samples;
  for (int i = 0; i < 3200; ++i)
    samples += little_endian(static_cast<uint16_t>(10000 * std::sin(6.283185307179586 * frequency * i / 8000)), 2);
  auto const body = "WAVEfmt " + little_endian(16, 4) + little_endian(1, 2) + little_endian(1, 2) +
                    little_endian(8000, 4) + little_endian(16000, 4) + little_endian(2, 2) + little_endian(16, 2) +
                    "data" + little_endian(static_cast<uint32_t>(samples.size()), 4) + samples;
  return "RIFF" + little_endian(static_cast<uint32_t>(body.size()), 4) + body;
}

/// Two words, four clips each: two to train on, one for validation, one for the test.
void write_words(ScratchFolder const& folder) {
  for (int i = 0; i < 4; ++i) {
    folder.write(fmt::format("one/a_nohash_{}.wav", i), tone(500));
    folder.write(fmt::format("two/a_nohash_{}.wav", i), tone(1500));
  }
  folder.write("validation_list.txt", "one/a_nohash_2.wav\ntwo/a_nohash_2.wav\n");
  folder.write("testing_list.txt", "one/a_nohash_3.wav\ntwo/a_nohash_3.wav\n");
}

}  // namespace

TEST_CASE("the beginning of a part is a fair sample of its words", "[data]") {
  std::vector<Utterance> all;
  for (int64_t word = 0; word < 5; ++word)
    for (int i = 0; i < 20 + word; ++i)
      all.push_back({fmt::format("{}/{}.wav", word, i), word, i < 20 ? Part::train : Part::test});
  auto const train = in_turns(all, Part::train);
  REQUIRE(train.size() == 100);
  for (size_t n : {5, 10, 50}) {
    std::vector<int> count(5);
    for (size_t i = 0; i < n; ++i) ++count[static_cast<size_t>(train[i].word)];
    CHECK(count == std::vector<int>(5, static_cast<int>(n) / 5));
  }
  CHECK(train[0].file != "0/0.wav");  // nor the first of the alphabet
  CHECK(in_turns(all, Part::test).size() == 10);
  std::set<std::string> names;
  for (auto const& utterance : train) names.insert(utterance.file);
  CHECK(names.size() == 100);
}

TEST_CASE("generated speech has the shapes of the set, and an example does not depend on how many are asked for",
          "[data]") {
  auto const splits = load(spec_of(Source::synthetic, 30, 20), {}, 1);
  CHECK(splits.train.x.sizes() == at::IntArrayRef({30, 1, 160, 101}));
  CHECK(splits.validation.y.numel() == 20);
  CHECK(splits.test.y.numel() == 20);
  CHECK(splits.train.classes == 10);
  CHECK(splits.train.x.isfinite().all().item<bool>());
  CHECK(splits.identity["validation_size"] == 20);
  CHECK(splits.identity["files"].empty());
  auto const fewer = load(spec_of(Source::synthetic, 10, 20), {}, 2);
  CHECK(fewer.train.x.equal(splits.train.x.narrow(0, 0, 10)));
  CHECK_FALSE(splits.validation.x.equal(splits.test.x));
  for (auto const& clip : synthetic_speech("fsdd", "train", 10, 20).clips) {
    CHECK(clip.size() >= 8000);
    CHECK(clip.size() <= 16000);
    for (float const s : clip) REQUIRE(std::abs(s) <= 1);
  }
}

TEST_CASE("a waveform's spectrogram is the one that the set holds", "[data]") {
  auto spec = spec_of(Source::synthetic, 10, 10);
  spec.pad_last = false;
  auto const images = load(spec, {}, 1);
  CHECK_FALSE(images.train.front);
  spec.features = Features::waveform;
  auto const waves = load(spec, {}, 1);
  REQUIRE(waves.train.x.sizes() == at::IntArrayRef({10, 16000}));
  CHECK(waves.train.x.abs().max().item<double>() <= 1);
  CHECK((waves.train.front(waves.train.x) - images.train.x).abs().max().item<double>() < 1e-4);
  spec.pad_last = true;
  auto const problem = error_of([&] { load(spec, {}, 1); });
  CHECK(problem.code == Exit::usage);
  CHECK_THAT(problem.what(), Contains("data.pad_last"));
}

TEST_CASE("limits beyond the set and crops of speech are refused", "[data]") {
  CHECK_THAT(error_of([] { load(spec_of(Source::synthetic, 2401, 10), {}, 1); }).what(), Contains("1 ... 2400"));
  auto spec = spec_of(Source::synthetic, 10, 10);
  spec.augment = Augment::crop_flip;
  CHECK_THAT(error_of([&] { load(spec, {}, 1); }).what(), Contains("data.augment"));
}

TEST_CASE("what is not trained on can be judged by", "[data]") {
  auto spec = spec_of(Source::synthetic, 2390, 0);
  auto const apart = load(spec, {}, 1);
  spec.rest_to_test = true;
  auto const joined = load(spec, {}, 1);
  CHECK(joined.train.y.equal(apart.train.y));
  CHECK(joined.validation.y.equal(apart.validation.y));
  CHECK(joined.test.y.numel() == apart.test.y.numel() + 10);
  CHECK(joined.test.x.narrow(0, 0, apart.test.y.numel()).equal(apart.test.x));
  CHECK(joined.identity["test_size"] == joined.test.y.numel());
  spec.test_limit = 311;
  CHECK_THAT(error_of([&] { load(spec, {}, 1); }).what(), Contains("1 ... 310"));
  DataSpec images;
  images.name = "cifar10";
  images.source = Source::synthetic;
  images.train_limit = images.test_limit = 10;
  images.rest_to_test = true;
  CHECK_THAT(error_of([&] { load(images, {}, 1); }).what(), Contains("data.rest_to_test"));
}

#ifdef MIXUP_WITH_AUDIO
TEST_CASE("clips beyond the limit of the training part follow those of the test part, and are no others", "[data]") {
  ScratchFolder const folder;
  write_words(folder);
  auto spec = spec_of(Source::real, 0, 0);
  spec.partial = true;
  auto const all = load(spec, {"", folder.path()}, 1);
  spec.train_limit = 2;
  spec.rest_to_test = true;
  auto const split = load(spec, {"", folder.path()}, 1);
  CHECK(split.train.x.equal(all.train.x.narrow(0, 0, 2)));
  CHECK(split.test.x.equal(at::cat({all.test.x, all.train.x.narrow(0, 2, 2)})));
  CHECK(split.test.y.equal(at::cat({all.test.y, all.train.y.narrow(0, 2, 2)})));
}

TEST_CASE("files become parts: read, brought to 16,000 samples per second, padded", "[data]") {
  ScratchFolder const root;
  ScratchFolder const& folder = root;
  write_words(folder);
  auto spec = spec_of(Source::real, 0, 0);
  spec.partial = true;
  auto const splits = load(spec, {"", folder.path()}, 1);
  REQUIRE(splits.train.x.sizes() == at::IntArrayRef({4, 1, 160, 101}));
  CHECK(splits.validation.y.numel() == 2);
  CHECK(splits.test.y.numel() == 2);
  for (auto const* part : {&splits.train, &splits.test})
    for (int64_t i = 0; i < part->y.numel(); ++i) {
      auto const row = part->x[i][0].narrow(1, 5, 25).mean(1).argmax(0).item<int64_t>();
      CHECK(row == (part->y[i].item<int64_t>() == 4 ? 9 : 29));         // 500 or 1,500 Hz
      CHECK(part->x[i][0].narrow(1, 41, 60).eq(0).all().item<bool>());  // 1 + 6400 / 160 frames
    }
  REQUIRE(splits.identity["files"].size() == 1);
  CHECK(splits.identity["files"][0]["name"] == fs::path(folder.path()).filename().string());
  CHECK(splits.identity["files"][0]["bytes"] == 8 * 6444);
  spec.train_limit = 2;
  CHECK(load(spec, {"", folder.path()}, 1).train.y.sum().item<int64_t>() == 4 + 8);  // one of each word
}

TEST_CASE("a clip that is too short is named", "[data]") {
  ScratchFolder const folder;
  write_words(folder);
  auto const whole = tone(500);
  auto shorter = whole.substr(0, 44 + 100);
  shorter[4] = static_cast<char>(36 + 100), shorter[5] = 0, shorter[40] = 100, shorter[41] = 0;
  auto const path = folder.write("one/a_nohash_0.wav", shorter);
  auto spec = spec_of(Source::real, 0, 0);
  spec.partial = true;
  auto const problem = error_of([&] { load(spec, {"", folder.path()}, 1); });
  CHECK(problem.code == Exit::data);
  CHECK_THAT(problem.what(), Contains(path + ": 100 samples at 16000 Hz, expected 161 or more"));
}

TEST_CASE("the real clips load with their parts", "[data][real]") {
  if (auto const path = real_data("fsdd_speech_commands"); !path.empty()) {
    auto const splits = load(spec_of(Source::real, 200, 100), {"", path}, 1);
    CHECK(splits.train.y.numel() == 200);
    CHECK(splits.train.x.isfinite().all().item<bool>());
    for (int64_t k = 0; k < 10; ++k) CHECK(splits.train.y.eq(k).sum().item<int64_t>() == 20);
  }
  if (auto const path = real_data("SpeechCommands/speech_commands_v0.01"); !path.empty()) {
    auto spec = spec_of(Source::real, 0, 0);
    spec.name = "speech_commands";
    CHECK(error_of([&] { load(spec, {"", path}, 1); }).code == Exit::data);
    spec.partial = true;
    auto const splits = load(spec, {"", path}, 1);
    CHECK(splits.train.y.numel() == 880);
    CHECK(splits.validation.y.numel() == 110);
    CHECK(splits.test.y.numel() == 110);
    CHECK(splits.train.classes == 30);  // of which eleven are there
  }
}
#endif
