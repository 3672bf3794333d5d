// crc32: zlib's checksum (ISO 3309), which zip archives and PNG use: it tells damage, not malice.
#pragma once
#include <cstdint>
#include <string_view>

namespace mixup {

/// The checksum of `bytes` after what `before` is the checksum of.
uint32_t crc32(std::string_view bytes, uint32_t before = 0);

}  // namespace mixup
