// wav_test: sounds written here byte by byte, broken ones, and sines at another rate.
#include "formats/wav.hpp"

#include <cmath>
#include <cstring>

#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

#ifdef MIXUP_WITH_AUDIO
namespace {

constexpr double kTwoPi = 6.283185307179586;

std::string little_endian(uint64_t value, int bytes) {
  std::string out;
  for (int k = 0; k < bytes; ++k) out += static_cast<char>(value >> (8 * k));
  return out;
}

struct Header {
  unsigned format = 1, channels = 1, rate = 16000, bits = 16;  // 1: PCM, 3: floats
};

std::string wav(Header h, std::string const& samples) {
  auto const block = h.channels * h.bits / 8;
  std::string const body = "WAVEfmt " + little_endian(16, 4) + little_endian(h.format, 2) +
                           little_endian(h.channels, 2) + little_endian(h.rate, 4) +
                           little_endian(uint64_t{h.rate} * block, 4) + little_endian(block, 2) +
                           little_endian(h.bits, 2) + "data" + little_endian(samples.size(), 4) + samples;
  return "RIFF" + little_endian(body.size(), 4) + body;
}

std::string pcm16(std::vector<int> const& values) {
  std::string out;
  for (int const v : values) out += little_endian(static_cast<uint16_t>(v), 2);
  return out;
}

std::string float32(float value) {
  uint32_t bits = 0;
  std::memcpy(&bits, &value, 4);
  return little_endian(bits, 4);
}

Error error_reading(std::string const& content) {
  ScratchFolder const folder;
  auto const path = folder.write("sound.wav", content);
  auto const problem = error_of([&] { read_sound(path); });
  CHECK_THAT(problem.what(), Contains(path));
  CHECK(problem.code == Exit::data);
  return problem;
}

/// One second.
Sound sine(double frequency, int rate) {
  Sound sound{{}, rate};
  for (int i = 0; i < rate; ++i)
    sound.samples.push_back(static_cast<float>(0.5 * std::sin(kTwoPi * frequency * i / rate)));
  return sound;
}

/// Largest difference from the sine, away from the ends, where a filter sees the silence around.
double deviation(std::vector<float> const& samples, double frequency, int rate) {
  double worst = 0;
  for (size_t i = samples.size() / 10; i < samples.size() * 9 / 10; ++i)
    worst = std::max(worst, std::abs(samples[i] - 0.5 * std::sin(kTwoPi * frequency * static_cast<double>(i) / rate)));
  return worst;
}

}  // namespace

TEST_CASE("samples of every format arrive in [-1, 1]", "[formats]") {
  ScratchFolder const folder;
  auto const read = [&](Header h, std::string const& samples) {
    return read_sound(folder.write("a.wav", wav(h, samples)));
  };
  auto const sixteen = read({}, pcm16({0, 16384, -32768, 32767}));
  CHECK(sixteen.rate == 16000);
  CHECK(sixteen.samples == std::vector<float>{0, 0.5F, -1, 32767.0F / 32768});
  CHECK(read({1, 1, 8000, 8}, std::string("\x80\xc0\x00", 3)).samples == std::vector<float>{0, 0.5F, -1});
  CHECK(read({1, 1, 44100, 24}, std::string("\x00\x00\x40", 3)).samples == std::vector<float>{0.5F});
  auto const floats = read({3, 1, 22050, 32}, float32(0.25F) + float32(-0.75F));
  CHECK(floats.rate == 22050);
  CHECK(floats.samples == std::vector<float>{0.25F, -0.75F});
}

TEST_CASE("sounds that are not what they must be are refused by name", "[formats]") {
  auto const good = wav({}, pcm16(std::vector<int>(100, 7)));
  CHECK_THAT(error_reading(wav({1, 2}, pcm16({1, 2, 3, 4}))).what(), Contains("2 channels, allowed 1"));
  CHECK_THAT(error_reading(wav({}, "")).what(), Contains("no samples"));
  CHECK_THAT(error_reading(good.substr(0, good.size() - 1)).what(), Contains("chunk \"data\" of 200 bytes"));
  CHECK_THAT(error_reading(good.substr(0, 44)).what(), Contains("the file ends after 0"));
  CHECK_THAT(error_reading("").what(), Contains("not a sound"));
  CHECK_THAT(error_reading("<html>404</html>").what(), Contains("not a sound"));
  CHECK_THAT(error_reading(good.substr(0, 20)).what(), Contains("chunk \"fmt \""));
  auto absurd = good;
  absurd.replace(40, 4, "\xff\xff\xff\x7f");  // the size of the data: 2 GiB
  CHECK_THAT(error_reading(absurd).what(), Contains("chunk \"data\" of 2147483647 bytes, the file ends after 200"));
  CHECK_THAT(error_reading(wav({1, 1, 3999}, pcm16({1, 2}))).what(), Contains("3999 samples per second"));
  CHECK_THAT(error_reading(wav({1, 1, 4000000000}, pcm16({1, 2}))).what(), Contains("sound.wav"));
  CHECK_THAT(error_reading(wav({3, 1, 16000, 32}, float32(1) + float32(NAN))).what(),
             Contains("sample 1 is not finite"));
  CHECK_THAT(error_reading("RIFF").what(), Contains("do not begin as a WAV file"));
  CHECK_THAT(error_reading(".snd" + std::string(40, '\1')).what(), Contains("do not begin as a WAV file"));
  CHECK_THAT(error_reading(wav({2, 1, 16000, 4}, "12345678")).what(), Contains("samples of format 2, allowed are PCM"));
  CHECK(error_of([] { read_sound("/nowhere/at/all.wav"); }).code == Exit::io);
}

TEST_CASE("a sine keeps frequency, amplitude and phase at another rate", "[formats]") {
  for (int const rate : {8000, 11025, 22050, 44100, 48000}) {
    INFO(rate << " Hz");
    auto const out = resample(sine(1000, rate), 16000);
    CHECK(std::abs(static_cast<int64_t>(out.size()) - 16000) <= 1);
    CHECK(deviation(out, 1000, 16000) < 1e-4);
  }
  auto const same = sine(1000, 16000);
  CHECK(resample(same, 16000) == same.samples);
}

TEST_CASE("what the new rate cannot hold is gone, instead of folding back", "[formats]") {
  auto const out = resample(sine(9000, 44100), 16000);  // would alias to 7,000 Hz
  for (size_t i = 1600; i < 14400; ++i) REQUIRE(std::abs(out[i]) < 1e-4);
}
#else
TEST_CASE("a program without audio says how to build one that reads it", "[formats]") {
  auto const problem = error_of([] { parse_sound("", "a.wav"); });
  CHECK(problem.code == Exit::usage);
  CHECK_THAT(problem.what(), Contains("-DMIXUP_WITH_AUDIO=ON"));
}
#endif
