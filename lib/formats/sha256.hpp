// sha256: the digest of FIPS 180-4, by which a record names the bytes it was trained on.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mixup {

class Sha256 {
 public:
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; nothing can be added afterwards.
  std::string hex();

 private:
  void block(unsigned char const* bytes);  // 64 bytes

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,  // FIPS 180-4, section 5.3.3
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_{};
  uint64_t length_ = 0;  // bytes so far
};

}  // namespace mixup
