// install: a data folder is whole or absent: made beside its place, checked, synced, and put there in one step.
#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "catalog/catalog.hpp"
#include "fetch/lock.hpp"
#include "formats/manifest.hpp"

namespace mixup {

using Notice = std::function<void(std::string const&)>;

/// The place of one data set while this process, and no other, works on it.
class Place {
 public:
  /// Makes the folders above `folder`, waits for other processes, and sweeps what an earlier one left half done.
  Place(std::string const& folder, Notice const& notice);
  /// Removes the staging folder.
  ~Place();

  std::filesystem::path folder() const { return folder_; }
  /// Beside the folder, on the same file system; made empty.
  std::filesystem::path staging() const { return staging_; }
  /// Where an archive is fetched to; a part of it outlives the process.
  std::filesystem::path download(std::string const& name) const;

  /// Puts `made`, a folder below staging(), into place. A folder that stood there is removed if this program had put it
  /// there (it has a manifest), else kept as <folder>.old-<time>, which `notice` says.
  void put(std::filesystem::path const& made, Notice const& notice);

 private:
  std::filesystem::path folder_, staging_, previous_;
  FolderLock lock_;
};

/// Checks `made` (check_content), writes its manifest and puts it into place. Returns the manifest's content.
std::string install(Place& place, CatalogEntry const& set, std::filesystem::path const& made, std::string const& source,
                    std::string const& archive_sha256, Notice const& notice);

/// Writes the manifest of a folder whose files were checked.
std::string write_manifest(CatalogEntry const& set, std::filesystem::path const& folder, std::string const& source,
                           std::string const& archive_sha256);

/// Fills in `content`, date and program of a manifest with its set, source and files, and writes it.
std::string write_dated(Manifest manifest, std::filesystem::path const& folder);

}  // namespace mixup
