// wav: libsndfile reads a file that is cut off without a word, so the sizes in the header are checked first.
//
// libsamplerate and not libsoxr: its converters have no delay to take off by hand, its licence is BSD, and Debian's
// libsoxr brings libgomp into the process, beside the OpenMP that a LibTorch may carry itself.
#include "formats/wav.hpp"

#include "core/error.hpp"
#include "formats/file.hpp"
#include "formats/little_endian.hpp"
#include "formats/text.hpp"

#ifdef MIXUP_WITH_AUDIO
#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#endif

namespace mixup {

#ifndef MIXUP_WITH_AUDIO

Sound parse_sound(std::string const&, std::string const& path) {
  throw error(Exit::usage, "{}: this program was built without libsndfile: build it with -DMIXUP_WITH_AUDIO=ON", path);
}

std::vector<float> resample(Sound const& sound, int rate) {
  throw error(Exit::usage,
              "{} to {} Hz: this program was built without libsamplerate: build it with "
              "-DMIXUP_WITH_AUDIO=ON",
              sound.rate, rate);
}

#else
namespace {

constexpr int kLowestRate = 4000, kHighestRate = 192000;  // telephones sample at 8,000 Hz, studios at 192,000

uint32_t word_at(std::string const& bytes, size_t at) {
  return static_cast<uint32_t>(little_endian(std::string_view(bytes).substr(at, 4)));
}

/// Plain samples: PCM, floats, A-law, mu-law and the extensible form of these (mmreg.h). The others are codecs, which
/// libsndfile hands to libraries with a history; no set of spoken words uses them.
constexpr std::array<unsigned, 5> kPlainFormats = {1, 3, 6, 7, 0xfffe};
constexpr std::array<int, 8> kPlainCodings = {SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32,
                                              SF_FORMAT_FLOAT,  SF_FORMAT_DOUBLE, SF_FORMAT_ULAW,   SF_FORMAT_ALAW};

template <class List, class Value>
bool holds(List const& list, Value value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// A WAVE file of plain samples, each chunk of which lies in the file (Microsoft and IBM, "Multimedia Programming
/// Interface", 1991).
void check_chunks(std::string const& path, std::string const& bytes) {
  constexpr size_t kHeader = 12, kChunkHeader = 8;  // "RIFF", size, "WAVE"; name, size
  if (bytes.size() < kHeader || bytes.compare(0, 4, "RIFF") != 0 || bytes.compare(8, 4, "WAVE") != 0)
    throw error(Exit::data, "{}: not a sound: {} bytes that do not begin as a WAV file", path, bytes.size());
  for (size_t at = kHeader; at + kChunkHeader <= bytes.size();) {
    size_t const size = word_at(bytes, at + 4), begin = at + kChunkHeader;
    if (size > bytes.size() - begin)
      throw error(Exit::data, "{}: byte {}: chunk \"{}\" of {} bytes, the file ends after {}", path, at,
                  shown(bytes.substr(at, 4)), size, bytes.size() - begin);
    if (bytes.compare(at, 4, "fmt ") == 0 && size >= 4)
      if (unsigned const format = word_at(bytes, begin) & 0xffff; !holds(kPlainFormats, format))
        throw error(Exit::data, "{}: samples of format {}, allowed are PCM (1), floats (3), A-law (6) and mu-law (7)",
                    path, format);
    at = begin + size + size % 2;  // padded to an even length
  }
}

/// What libsndfile reads and where it is.
struct Memory {
  std::string const& bytes;
  size_t position = 0;
};

SF_VIRTUAL_IO const kMemoryIo = {
    [](void* m) { return static_cast<sf_count_t>(static_cast<Memory*>(m)->bytes.size()); },
    [](sf_count_t offset, int whence, void* m) {
      auto& memory = *static_cast<Memory*>(m);
      sf_count_t const base = whence == SEEK_SET   ? 0
                              : whence == SEEK_CUR ? static_cast<sf_count_t>(memory.position)
                                                   : static_cast<sf_count_t>(memory.bytes.size());
      auto const end = static_cast<sf_count_t>(memory.bytes.size());
      memory.position = static_cast<size_t>(std::clamp<sf_count_t>(base + offset, 0, end));
      return static_cast<sf_count_t>(memory.position);
    },
    [](void* out, sf_count_t count, void* m) {
      auto& memory = *static_cast<Memory*>(m);
      auto const taken = std::min(static_cast<size_t>(count), memory.bytes.size() - memory.position);
      std::memcpy(out, memory.bytes.data() + memory.position, taken);
      memory.position += taken;
      return static_cast<sf_count_t>(taken);
    },
    nullptr,  // nothing is written
    [](void* m) { return static_cast<sf_count_t>(static_cast<Memory*>(m)->position); }};

void check_format(std::string const& path, SF_INFO const& info) {
  if (!holds(kPlainCodings, info.format & SF_FORMAT_SUBMASK))
    throw error(Exit::data, "{}: samples of libsndfile's format {:#x}, allowed are plain ones", path, info.format);
  if (info.channels != 1)
    throw error(Exit::data, "{}: {} channels, allowed 1: mix it down before (sox IN.wav -c 1 OUT.wav)", path,
                info.channels);
  if (info.samplerate < kLowestRate || info.samplerate > kHighestRate)
    throw error(Exit::data, "{}: {} samples per second, allowed {} ... {}", path, info.samplerate, kLowestRate,
                kHighestRate);
  if (info.frames <= 0) throw error(Exit::data, "{}: no samples", path);
}

}  // namespace

Sound parse_sound(std::string const& bytes, std::string const& path) {
  check_chunks(path, bytes);
  Memory memory{bytes};
  SF_INFO info{};
  auto io = kMemoryIo;
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> const file(sf_open_virtual(&io, SFM_READ, &info, &memory), sf_close);
  if (!file) throw error(Exit::data, "{}: not a sound that libsndfile reads: {}", path, sf_strerror(nullptr));
  check_format(path, info);
  Sound sound{{}, info.samplerate};
  std::vector<float> block(1 << 14);  // what is there decides how much is held, not what the header says
  while (auto const n = sf_readf_float(file.get(), block.data(), static_cast<sf_count_t>(block.size())))
    sound.samples.insert(sound.samples.end(), block.begin(), block.begin() + n);
  if (static_cast<sf_count_t>(sound.samples.size()) != info.frames)
    throw error(Exit::data, "{}: {} samples, the header says {}", path, sound.samples.size(), info.frames);
  auto const bad =
      std::find_if_not(sound.samples.begin(), sound.samples.end(), [](float s) { return std::isfinite(s); });
  if (bad != sound.samples.end())
    throw error(Exit::data, "{}: sample {} is not finite", path, bad - sound.samples.begin());
  return sound;
}

std::vector<float> resample(Sound const& sound, int rate) {
  if (sound.rate == rate) return sound.samples;
  double const ratio = static_cast<double>(rate) / sound.rate;
  std::vector<float> out(static_cast<size_t>(std::ceil(static_cast<double>(sound.samples.size()) * ratio)));
  SRC_DATA task{};
  task.data_in = sound.samples.data();
  task.input_frames = static_cast<long>(sound.samples.size());
  task.data_out = out.data();
  task.output_frames = static_cast<long>(out.size());
  task.src_ratio = ratio;
  if (int const problem = src_simple(&task, SRC_SINC_BEST_QUALITY, /*channels=*/1); problem != 0)
    throw error(Exit::bug, "resampling {} samples from {} to {} Hz: {}", sound.samples.size(), sound.rate, rate,
                src_strerror(problem));
  out.resize(static_cast<size_t>(task.output_frames_gen));
  return out;
}

#endif

Sound read_sound(std::string const& path) { return parse_sound(read_bytes(path), path); }

}  // namespace mixup
