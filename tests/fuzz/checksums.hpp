// checksums: files whose checksums are made right again after damage, so that the readers behind them are reached.
#pragma once
#include <string>

namespace mixup::test {

/// CRC-32 of each entry of a zip archive's directory.
std::string with_zip_checksums(std::string file);

/// CRC-32 of each chunk of a PNG file.
std::string with_png_checksums(std::string file);

/// CRC-32 of an image cache's header and of each record behind it.
std::string with_log_checksums(std::string file);

/// Also its index and the SHA-256 of header and index.
std::string with_cache_checksums(std::string file);

}  // namespace mixup::test
