// speech_split: which part a clip of Speech Commands belongs to when no list says so.
//
// SHA-1 comes from libcrypto: it decides about parts only where Google's lists are absent, which is no reason to own a
// second digest.
#include "core/error.hpp"
#include "formats/speech_commands.hpp"

#ifdef MIXUP_WITH_AUDIO
#include <openssl/evp.h>

#include <array>
#endif

namespace mixup {

#ifndef MIXUP_WITH_AUDIO

Part which_part(std::string const& file) {
  throw error(Exit::usage,
              "{}: no lists beside the words, and this program was built without libcrypto: build it with "
              "-DMIXUP_WITH_AUDIO=ON",
              file);
}

#else
namespace {

// `which_set` of TensorFlow's speech_commands example, which made the lists: shares in percent of 2^27 - 1.
constexpr uint32_t kLargest = (1U << 27) - 1;
constexpr double kValidation = 10, kTest = 10;

/// The SHA-1 of `text`, modulo 2^27.
uint32_t low_bits(std::string const& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1 || size != 20)
    throw error(Exit::bug, "libcrypto computes no SHA-1");
  uint32_t value = 0;
  for (size_t k = size - 4; k < size; ++k) value = (value << 8) | digest[k];
  return value & kLargest;
}

}  // namespace

Part which_part(std::string const& file) {
  auto const name = file.substr(file.rfind('/') + 1);  // npos + 1 is 0
  double const percent = low_bits(name.substr(0, name.find("_nohash_"))) * (100.0 / kLargest);
  return percent < kValidation ? Part::validation : percent < kValidation + kTest ? Part::test : Part::train;
}

#endif
}  // namespace mixup
