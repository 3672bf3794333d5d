// zip: reads the directory of an archive, so that its stored files are used where they lie in its bytes.
//
// libarchive, which unpacks data sets, does not do here: it hands out copies, one after the other, and no places in the
// file, lets files overlap or come twice, and is absent from a program without downloads, which reads weights, too.
// The format is APPNOTE.TXT of PKWARE, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (its end).
#include "formats/zip.hpp"

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "digest/crc32.hpp"
#include "formats/little_endian.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace {

constexpr std::string_view kLocal("PK\3\4"), kCentral("PK\1\2"), kEnd("PK\5\6"), kLocator("PK\6\7"), kEnd64("PK\6\6");
constexpr uint64_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56, kCentralBytes = 46, kLocalBytes = 30;
constexpr uint64_t kLongestComment = 0xffff;
constexpr uint64_t kElsewhere = 0xffffffff;  // a 32-bit field whose value stands in a 64-bit extension

class Archive {
 public:
  Archive(std::string_view bytes, std::string const& path) : bytes_(bytes), path_(path) {}

  uint64_t size() const { return bytes_.size(); }

  std::string_view part(uint64_t offset, uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset)
      throw damaged(fmt::format("{} bytes at {} were expected in a file of {}", size, offset, bytes_.size()));
    return bytes_.substr(offset, size);
  }

  uint64_t number(uint64_t offset, uint64_t size) const { return little_endian(part(offset, size)); }

  void require(uint64_t offset, std::string_view signature, char const* what) const {
    if (part(offset, signature.size()) != signature)
      throw damaged(fmt::format("no {} at byte {}, expected one there", what, offset));
  }

  Error damaged(std::string const& what) const {
    return error(Exit::data, "{}: a damaged or incomplete zip archive: {}", path_, what);
  }

 private:
  std::string_view bytes_;
  std::string const& path_;
};

struct Extent {
  uint64_t offset, entries;
};

/// Where the directory begins, by the record at the end of the file or its 64-bit twin.
Extent find_directory(Archive const& archive) {
  auto const last = archive.size();
  for (uint64_t comment = 0; comment <= kLongestComment && comment + kEndBytes <= last; ++comment) {
    auto const at = last - kEndBytes - comment;
    if (archive.part(at, 4) != kEnd || archive.number(at + 20, 2) != comment) continue;
    if (at < kLocatorBytes || archive.part(at - kLocatorBytes, 4) != kLocator)
      return {archive.number(at + 16, 4), archive.number(at + 10, 2)};
    auto const end64 = archive.number(at - kLocatorBytes + 8, 8);
    archive.require(end64, kEnd64, "64-bit end of the directory");
    archive.part(end64, kEnd64Bytes);
    return {archive.number(end64 + 48, 8), archive.number(end64 + 32, 8)};
  }
  throw archive.damaged("it has no directory at its end");
}

/// A field of a directory entry: itself, or the next number of the 64-bit extension, which ends at `end`.
uint64_t wide(Archive const& archive, uint64_t field, uint64_t& extension, uint64_t end) {
  auto const value = archive.number(field, 4);
  if (value != kElsewhere) return value;
  if (extension + 8 > end) throw archive.damaged("a 64-bit size is missing");
  return archive.number((extension += 8) - 8, 8);
}

/// Where the 64-bit extension (id 1) of the extra fields [at, end) begins and ends; empty at `end` without one.
std::pair<uint64_t, uint64_t> extension64(Archive const& archive, uint64_t at, uint64_t end) {
  while (at + 4 <= end) {
    auto const stop = at + 4 + archive.number(at + 2, 2);
    if (stop > end) break;
    if (archive.number(at, 2) == 1) return {at + 4, stop};
    at = stop;
  }
  return {end, end};
}

/// Files that share bytes would let a small archive cost as many reads of all of it as it has entries (CVE-2024-0450 of
/// Python's zipfile).
void require_apart(Archive const& archive, ZipDirectory const& files) {
  std::vector<ZipDirectory::value_type const*> sorted;
  for (auto const& file : files)
    if (file.second.size > 0) sorted.push_back(&file);
  std::sort(sorted.begin(), sorted.end(),
            [](auto const* a, auto const* b) { return a->second.offset < b->second.offset; });
  for (size_t i = 1; i < sorted.size(); ++i)
    if (sorted[i]->second.offset - sorted[i - 1]->second.offset < sorted[i - 1]->second.size)
      throw archive.damaged(fmt::format("{} lies within {}", shown(sorted[i]->first), shown(sorted[i - 1]->first)));
}

}  // namespace

ZipDirectory parse_zip(std::string_view bytes, std::string const& path) {
  Archive const archive(bytes, path);
  ZipDirectory out;
  auto const directory = find_directory(archive);
  uint64_t at = directory.offset;
  for (uint64_t i = 0; i < directory.entries; ++i) {
    archive.require(at, kCentral, "entry of the directory");
    auto const name_size = archive.number(at + 28, 2), extra = archive.number(at + 30, 2);
    auto const comment = archive.number(at + 32, 2);
    std::string const name(archive.part(at + kCentralBytes, name_size));
    auto const extra_at = at + kCentralBytes + name_size;
    archive.part(extra_at, extra);
    auto [extension, stop] = extension64(archive, extra_at, extra_at + extra);
    auto const size = wide(archive, at + 24, extension, stop), packed = wide(archive, at + 20, extension, stop);
    auto const local = wide(archive, at + 42, extension, stop);
    if (archive.number(at + 10, 2) != 0 || archive.number(at + 8, 2) % 2 != 0 || packed != size)
      throw error(Exit::data, "{}: {} is compressed or encrypted, expected it as torch.save stores it", path,
                  shown(name));
    archive.require(local, kLocal, "header of a file");
    if (archive.number(local + 26, 2) != name_size || archive.part(local + kLocalBytes, name_size) != name)
      throw archive.damaged(fmt::format("{} has another name in its own header", shown(name)));
    ZipEntry entry{local + kLocalBytes + name_size + archive.number(local + 28, 2), size,
                   static_cast<uint32_t>(archive.number(at + 16, 4))};
    archive.part(entry.offset, size);
    if (!out.emplace(name, entry).second) throw archive.damaged(fmt::format("{} is given twice", shown(name)));
    at = extra_at + extra + comment;
  }
  require_apart(archive, out);
  return out;
}

std::string_view zip_content(std::string_view bytes, ZipDirectory::value_type const& file, std::string const& path) {
  auto const content = bytes.substr(file.second.offset, file.second.size);
  auto const crc = crc32(content);
  if (crc != file.second.crc)
    throw error(Exit::data, "{}: {} has the checksum {:08x}, expected {:08x}: the file is damaged", path,
                shown(file.first), crc, file.second.crc);
  return content;
}

}  // namespace mixup
