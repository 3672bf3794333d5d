// crc32: the checksum of ISO 3309 that zip archives and PNG use: it tells damage, not malice.
#pragma once
#include <cstdint>
#include <string_view>

namespace mixup {

/// Of `bytes` after what `before` is the checksum of.
uint32_t crc32(std::string_view bytes, uint32_t before = 0);

}  // namespace mixup
