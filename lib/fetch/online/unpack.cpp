// unpack: libarchive reads, we write: its own writer would make links and FIFOs and follow the archive's modes.
#include "fetch/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>

#include "core/error.hpp"
#include "core/output.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

constexpr size_t kArchiveBlock = 1 << 18;  // bytes read at a time

struct Unpacking {
  struct archive* archive;
  std::string path, folder;
  UnpackLimits const& limits;
  int64_t bytes = 0, entries = 0;
  std::set<std::string> files = {};

  Error refuse(std::string const& name, std::string const& why) const {
    return error(Exit::data, "{}: entry \"{}\" {}; nothing of this archive is used", path, shown(name, 120), why);
  }
};

/// The name below the folder, its leading folders dropped; empty: the folder itself, or one that is dropped.
std::string inner_name(Unpacking const& u, std::string const& name) {
  if (name.empty() || name.size() > u.limits.longest_path)
    throw u.refuse(name, fmt::format("has a name of {} bytes, allowed 1 ... {}", name.size(), u.limits.longest_path));
  if (name.front() == '/' || name.find('\\') != std::string::npos || name.find(':') == 1)
    throw u.refuse(name, "is an absolute name or one of another system, allowed are names below the folder");
  for (unsigned char const c : name)
    if (c < 0x20 || c == 0x7f) throw u.refuse(name, "has control characters in its name");
  fs::path inner;
  int64_t dropped = 0;
  for (auto const& part : fs::path(name)) {
    if (part == "..") throw u.refuse(name, "leads out of the folder (..)");
    if (part.empty() || part == ".") continue;
    if (dropped++ >= u.limits.strip) inner /= part;
  }
  return inner.string();
}

/// Exactly a regular file or a folder; a hard link claims to be a regular file.
bool is_folder(Unpacking const& u, archive_entry* entry, std::string const& name) {
  if (archive_entry_hardlink(entry) || archive_entry_symlink(entry)) throw u.refuse(name, "is a link");
  if (archive_entry_is_encrypted(entry)) throw u.refuse(name, "is encrypted");
  auto const type = archive_entry_filetype(entry);
  if (type != AE_IFREG && type != AE_IFDIR) throw u.refuse(name, "is neither a file nor a folder");
  return type == AE_IFDIR;
}

[[noreturn]] void archive_failed(Unpacking const& u) {
  auto const* reason = archive_error_string(u.archive);
  throw error(Exit::data, "{}: this is no whole tar.gz or zip archive: {}; fetch it again", u.path,
              reason ? reason : "it cannot be read");
}

void write_file(Unpacking& u, std::string const& name) {
  auto const path = fs::path(u.folder) / name;
  std::error_code problem;
  fs::create_directories(path.parent_path(), problem);
  if (problem) throw error(Exit::io, "{}: cannot be made: {}", path.parent_path().string(), problem.message());
  OutputFile file(path.string(), OutputFile::Mode::exclusive);
  std::string chunk(kArchiveBlock, '\0');
  for (;;) {
    auto const got = archive_read_data(u.archive, chunk.data(), chunk.size());
    if (got == 0) break;
    if (got < 0) archive_failed(u);
    u.bytes += got;
    if (u.bytes > u.limits.most_bytes)
      throw u.refuse(name,
                     fmt::format("takes the archive over {} bytes, the most of this data set", u.limits.most_bytes));
    file.write({chunk.data(), static_cast<size_t>(got)});
  }
  file.close();
}

void take_entry(Unpacking& u, archive_entry* entry) {
  auto const* raw = archive_entry_pathname(entry);
  std::string const name = raw ? raw : "";
  if (++u.entries > u.limits.most_entries)
    throw u.refuse(name, fmt::format("is one more than {} entries, the most of this data set", u.limits.most_entries));
  auto const inner = inner_name(u, name);
  if (is_folder(u, entry, name) || inner.empty()) return;  // folders are made when a file needs them
  if (!u.files.insert(inner).second) throw u.refuse(name, "comes twice");
  write_file(u, inner);
}

}  // namespace

void unpack(std::string const& archive, std::string const& folder, UnpackLimits const& limits) {
  std::unique_ptr<struct archive, decltype(&archive_read_free)> const reader(archive_read_new(), archive_read_free);
  if (!reader) throw error(Exit::bug, "libarchive cannot be used");
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip_seekable(reader.get());  // by its directory: one that is cut short has none
  Unpacking u{reader.get(), archive, folder, limits};
  if (archive_read_open_filename(reader.get(), archive.c_str(), kArchiveBlock) != ARCHIVE_OK) archive_failed(u);
  for (;;) {
    archive_entry* entry = nullptr;
    int const status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) archive_failed(u);
    take_entry(u, entry);
  }
  if (u.files.empty()) throw error(Exit::data, "{}: there is no file in this archive", archive);
}

}  // namespace mixup
