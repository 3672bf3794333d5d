// check: compares the files in a folder with the data set: by checksums where they are known, else by its reader.
#pragma once
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "formats/manifest.hpp"

namespace mixup {

/// Hashes every file of `set` in `folder`, which holds them under the names that the catalogue gives, and compares.
/// Returns them as a manifest lists them. Errors: Exit::data with file, expected, got, where the checksum was read and
/// what to do; Exit::unavailable for a file that is missing.
std::vector<ManifestFile> check_content(CatalogEntry const& set, std::string const& folder);

/// That the file is what `source` offers, by its size and checksums (as far as they are known). Returns its SHA-256.
std::string check_archive(CatalogEntry const& set, Origin const& source, std::string const& path);

/// That the folder's manifest lists exactly `files`, which are what lies there now. Errors: Exit::data,
/// Exit::unavailable.
void check_manifest(std::string const& folder, std::vector<ManifestFile> const& files);

}  // namespace mixup
