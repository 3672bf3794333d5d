// zip: the directory of a zip archive whose files are stored as they are, as torch.save writes it. Nothing is unpacked.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace mixup {

struct ZipEntry {
  uint64_t offset = 0, size = 0;  // of the file's bytes in the archive
  uint32_t crc = 0;
};
using ZipDirectory = std::map<std::string, ZipEntry>;

/// The files of the archive `bytes`, each of which lies within it; the 64-bit extensions are understood. Errors:
/// Exit::data with `path` (which only names it) and entry, for what is damaged, compressed, encrypted, given twice or
/// lies within another.
ZipDirectory parse_zip(std::string_view bytes, std::string const& path);

/// The bytes of one file of the archive, after a look at their checksum. Errors: Exit::data.
std::string_view zip_content(std::string_view bytes, ZipDirectory::value_type const& file, std::string const& path);

}  // namespace mixup
