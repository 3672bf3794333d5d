// little_endian: whole numbers as the files of zip, pickle, RIFF and safetensors hold them, the lowest byte first.
#pragma once
#include <cstdint>
#include <string_view>

namespace mixup {

/// The number that at most eight `bytes` are.
inline uint64_t little_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace mixup
