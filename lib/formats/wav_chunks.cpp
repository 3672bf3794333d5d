// wav_chunks: of all chunks two are kept, the format and the samples.
#include "formats/wav_chunks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/error.hpp"
#include "formats/little_endian.hpp"
#include "formats/signature.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

uint32_t word_at(std::string const& bytes, size_t at) {
  return static_cast<uint32_t>(little_endian(std::string_view(bytes).substr(at, 4)));
}

std::string le_word(uint64_t value) {
  std::string out;
  for (int k = 0; k < 4; ++k) out += static_cast<char>(value >> 8 * k & 255);
  return out;
}

/// Plain samples: PCM, floats, A-law, mu-law and the extensible form of these (mmreg.h). The others are codecs, which
/// libsndfile hands to libraries with a history; no set of spoken words uses them.
constexpr std::array<unsigned, 5> kPlainFormats = {1, 3, 6, 7, 0xfffe};

constexpr size_t kHeader = 12, kChunkHeader = 8;  // "RIFF", size, "WAVE"; name, size

/// A program that writes into a pipe cannot go back to put the sizes in: they stay 0, or as large as can be (ffmpeg
/// 0xffffffff, sox 0x7ffff000 and what stands before the samples).
bool is_placeholder(uint64_t size) { return size == 0 || size >= 0x7ffff000; }

/// What is behind a header of a pipe, to the end of the file.
std::string_view piped_samples(std::string const& path, std::string_view format, std::string_view samples) {
  constexpr size_t kBlockAlign = 12;  // where the bytes of one sample of all channels stand
  size_t const block = format.size() < kBlockAlign + 2 ? 0 : little_endian(format.substr(kBlockAlign, 2));
  if (block == 0 || samples.size() % block != 0)
    throw error(Exit::data,
                "{}: {} bytes of samples behind a header without sizes, allowed are whole samples of {}: cut off", path,
                samples.size(), block);
  return samples;
}

/// The content of the chunks "fmt " and "data", both of which lie in the file (Microsoft and IBM, "Multimedia
/// Programming Interface", 1991).
struct WavChunks {
  std::string_view format, samples;
};

WavChunks find_chunks(std::string const& path, std::string const& file) {
  std::string_view const bytes = file;
  if (bytes.substr(0, 4) != "RIFF" || bytes.size() < kHeader || bytes.substr(8, 4) != "WAVE")
    throw error(Exit::data, "{}: not a sound: {} bytes that do not begin as a WAV file ({})", path, bytes.size(),
                kind_of_file(bytes));
  WavChunks out;
  for (size_t at = kHeader; at + kChunkHeader <= bytes.size();) {
    auto const name = bytes.substr(at, 4);
    size_t const size = word_at(file, at + 4), begin = at + kChunkHeader, riff = word_at(file, 4);
    bool const piped = is_placeholder(size) && (is_placeholder(riff) || riff + kChunkHeader <= begin);
    if (name == "data" && piped) return {out.format, piped_samples(path, out.format, bytes.substr(begin))};
    if (size > bytes.size() - begin)
      throw error(Exit::data, "{}: byte {}: chunk \"{}\" of {} bytes, the file ends after {}", path, at, shown(name),
                  size, bytes.size() - begin);
    if (name == "data") return {out.format, bytes.substr(begin, size)};
    if (name == "fmt ") out.format = bytes.substr(begin, size);
    at = begin + size;
    bool const next_begins = at < bytes.size() && std::isalpha(static_cast<unsigned char>(bytes[at])) != 0;
    if (size % 2 != 0 && !next_begins) ++at;  // padded to an even length, but not by everybody
  }
  throw error(Exit::data, "{}: a WAV file without the chunk \"data\": no samples", path);
}

std::string chunk(char const* name, std::string_view content) {
  auto const pad = content.size() % 2 != 0 ? std::string(1, '\0') : "";
  return name + le_word(content.size()) + std::string(content) + pad;
}

}  // namespace

std::string plain_wav(std::string const& bytes, std::string const& path) {
  auto const [format, samples] = find_chunks(path, bytes);
  if (format.size() < 4) throw error(Exit::data, "{}: a WAV file without the chunk \"fmt \" before its samples", path);
  if (auto const kind = little_endian(format.substr(0, 2));
      std::find(kPlainFormats.begin(), kPlainFormats.end(), kind) == kPlainFormats.end())
    throw error(Exit::data, "{}: samples of format {}, allowed are PCM (1), floats (3), A-law (6) and mu-law (7)", path,
                kind);
  auto const body = "WAVE" + chunk("fmt ", format) + chunk("data", samples);
  return "RIFF" + le_word(body.size()) + body;
}

}  // namespace mixup
