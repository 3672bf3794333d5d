// crc32: the call of zlib.
#include "digest/crc32.hpp"

#include <zlib.h>

namespace mixup {

uint32_t crc32(std::string_view bytes, uint32_t before) {
  if (bytes.empty()) return before;  // zlib takes a null pointer for a new beginning
  return static_cast<uint32_t>(::crc32_z(before, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()));
}

}  // namespace mixup
