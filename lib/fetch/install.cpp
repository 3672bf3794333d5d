#include "fetch/install.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "core/error.hpp"
#include "core/output.hpp"
#include "fetch/check.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

fs::path beside(fs::path const& folder, std::string const& what) {
  return folder.parent_path() / ("." + folder.filename().string() + "." + what);
}

/// Makes the folders above, too.
fs::path lock_path(fs::path const& folder) {
  std::error_code problem;
  fs::create_directories(folder.parent_path(), problem);
  if (problem) throw error(Exit::io, "{}: cannot be made: {}", folder.parent_path().string(), problem.message());
  return beside(folder, "lock");
}

constexpr size_t kFewFiles = 100;  // 3000 clips one by one took 12 s here, the file system as a whole one

/// Copied files are on the disk before their folder gets its name; linked files lie elsewhere.
void sync_tree(fs::path const& folder) {
  std::vector<fs::path> made{folder};
  for (auto const& item : fs::recursive_directory_iterator(folder))
    if (!item.is_symlink()) made.push_back(item.path());
  if (made.size() <= kFewFiles) {
    for (auto const& path : made) sync_path(path);
    return;
  }
  int const fd = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
  int const status = fd < 0 ? -1 : ::syncfs(fd);
  int const reason = errno;
  if (fd >= 0) ::close(fd);
  if (status != 0) throw error(Exit::io, "{}: cannot be synced: {}", folder.string(), std::strerror(reason));
}

/// Caches of photographs took hours to make, and say themselves whether they fit the photographs.
void keep_caches(fs::path const& from, fs::path const& to, Notice const& notice) try {
  if (fs::is_symlink(from) || !fs::is_directory(from)) return;  // what the link leads to stays
  for (auto const& item : fs::directory_iterator(from))
    if (item.path().filename().string().rfind("pictures-", 0) == 0)
      fs::rename(item.path(), to / item.path().filename());
} catch (fs::filesystem_error const& e) {
  notice(fmt::format("a cache of photographs is lost: {}", e.what()));
}

}  // namespace

Place::Place(std::string const& folder, Notice const& notice)
    : folder_(fs::absolute(folder).lexically_normal()),
      staging_(beside(folder_, "staging")),
      previous_(beside(folder_, "previous")),
      lock_(lock_path(folder_).string(), [&] { notice("another process works on " + folder + ": waiting for it"); }) {
  std::error_code problem;
  if (fs::exists(previous_) && !fs::exists(folder_)) rename_file(previous_, folder_);  // it ended between two renames
  keep_caches(previous_, folder_, notice);
  fs::remove_all(previous_, problem);
  fs::remove_all(staging_, problem);
  if (!problem) fs::create_directory(staging_, problem);
  if (problem) throw error(Exit::io, "{}: cannot be made: {}", staging_.string(), problem.message());
}

Place::~Place() {
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

fs::path Place::download(std::string const& name) const { return beside(folder_, name); }

void Place::put(fs::path const& made, Notice const& notice) {
  sync_tree(made);
  bool const there = fs::exists(fs::symlink_status(folder_));
  bool const ours = there && (has_manifest(folder_.string()) || (fs::is_directory(folder_) && fs::is_empty(folder_)));
  auto const old =
      ours ? previous_
           : fs::path(fmt::format("{}.old-{:%Y%m%dT%H%M%SZ}", folder_.string(), fmt::gmtime(std::time(nullptr))));
  if (there) rename_file(folder_, old);
  try {
    rename_file(made, folder_);
  } catch (Error const&) {
    if (there) rename_file(old, folder_);
    throw;
  }
  sync_path(folder_.parent_path());
  std::error_code ignored;
  if (ours) keep_caches(previous_, folder_, notice);
  if (ours) fs::remove_all(previous_, ignored);
  if (there && !ours) notice("what was in " + folder_.string() + " is now in " + old.string());
}

std::string write_dated(Manifest manifest, fs::path const& folder) {
  manifest.date = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  manifest.program = "mixup-bench " MIXUP_VERSION;
  manifest.content = content_digest(manifest.files);
  write_whole((folder / kManifestName).string(), pretty(manifest_json(manifest)) + "\n");
  return manifest.content;
}

std::string write_manifest(CatalogEntry const& set, fs::path const& folder, std::string const& source,
                           std::string const& archive_sha256) {
  Manifest manifest;
  manifest.set = set.name;
  manifest.source = source;
  manifest.archive_sha256 = archive_sha256;
  manifest.files = check_content(set, folder.string());
  return write_dated(manifest, folder);
}

std::string install(Place& place, CatalogEntry const& set, fs::path const& made, std::string const& source,
                    std::string const& archive_sha256, Notice const& notice) {
  auto const content = write_manifest(set, made, source, archive_sha256);
  place.put(made, notice);
  return content;
}

}  // namespace mixup
