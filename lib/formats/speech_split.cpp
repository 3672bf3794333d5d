// speech_split: the part that a clip of Speech Commands belongs to when no list says so.
#include "digest/digest.hpp"
#include "formats/speech_commands.hpp"

namespace mixup {
namespace {

// `which_set` of TensorFlow's speech_commands example, which made the lists: shares in percent of 2^27 - 1.
constexpr uint32_t kLargest = (1U << 27) - 1;
constexpr double kValidation = 10, kTest = 10;

/// The SHA-1 of `text`, modulo 2^27: its last eight hexadecimal digits hold the bits.
uint32_t low_bits(std::string const& text) {
  return static_cast<uint32_t>(std::stoul(hex_of<Sha1>(text).substr(32), nullptr, 16)) & kLargest;
}

}  // namespace

Part which_part(std::string const& file) {
  auto const name = file.substr(file.rfind('/') + 1);  // npos + 1 is 0
  double const percent = low_bits(name.substr(0, name.find("_nohash_"))) * (100.0 / kLargest);
  return percent < kValidation ? Part::validation : percent < kValidation + kTest ? Part::test : Part::train;
}

}  // namespace mixup
