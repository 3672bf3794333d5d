// crc32: eight bytes a step by eight tables (Kounavis and Berry 2005, "slicing-by-8"): a picture's checksum then costs
// a hundredth of its decoding.
#include "formats/crc32.hpp"

#include <array>

namespace mixup {
namespace {

using CrcTables = std::array<std::array<uint32_t, 256>, 8>;

constexpr uint32_t kPolynomial = 0xedb88320U;  // of ISO 3309, reflected

CrcTables make_crc_tables() {
  CrcTables t{};
  for (uint32_t i = 0; i < 256; ++i) {
    t[0][i] = i;
    for (int bit = 0; bit < 8; ++bit) t[0][i] = t[0][i] >> 1 ^ (t[0][i] & 1 ? kPolynomial : 0);
  }
  for (size_t k = 1; k < t.size(); ++k)
    for (size_t i = 0; i < 256; ++i) t[k][i] = t[k - 1][i] >> 8 ^ t[0][t[k - 1][i] & 255];
  return t;
}

}  // namespace

uint32_t crc32(std::string_view bytes, uint32_t before) {
  static CrcTables const t = make_crc_tables();
  auto const* at = reinterpret_cast<unsigned char const*>(bytes.data());
  uint32_t crc = ~before;
  size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    uint32_t const low = crc ^ (at[0] | at[1] << 8 | at[2] << 16 | static_cast<uint32_t>(at[3]) << 24);
    crc = t[7][low & 255] ^ t[6][low >> 8 & 255] ^ t[5][low >> 16 & 255] ^ t[4][low >> 24] ^ t[3][at[4]] ^ t[2][at[5]] ^
          t[1][at[6]] ^ t[0][at[7]];
  }
  for (; left > 0; --left, ++at) crc = crc >> 8 ^ t[0][(crc ^ *at) & 255];
  return ~crc;
}

}  // namespace mixup
