// manifest: the small file .mixup-bench.json in a data folder that `mixup-bench data` brought: what, from where, when.
#pragma once
#include <string>
#include <vector>

#include "core/json.hpp"

namespace mixup {

inline constexpr char kManifestName[] = ".mixup-bench.json";

struct ManifestFile {
  std::string name;  // below the folder
  int64_t bytes = 0;
  std::string sha256;
};

struct Manifest {
  int64_t schema = 1;
  std::string set, source;          // "cifar10"; the address, or the name of the file or folder that was imported
  std::string archive_sha256;       // empty: none, or not an archive
  std::string date;                 // UTC, ISO 8601
  std::string program;              // "mixup-bench 0.1.0"
  std::string content;              // content_digest(files): equal for equal data, wherever and whenever it was fetched
  bool partial = false;             // fewer photographs than the official set, on request
  std::vector<ManifestFile> files;  // sorted by name; of photographs, train and val with the digest of their lists
};

/// SHA-256 over "<sha256>  <name>\n" of every file, sorted by name.
std::string content_digest(std::vector<ManifestFile> const& files);

Json manifest_json(Manifest const& manifest);

/// `text` of the file `path`, which only names it. Errors: Exit::data when it is no such manifest.
Manifest parse_manifest(std::string_view text, std::string const& path);

/// Errors: also Exit::io.
Manifest read_manifest(std::string const& folder);

bool has_manifest(std::string const& folder);

/// The manifest's `content`, or "" in a folder without one: what a record names.
std::string manifest_content(std::string const& folder);

}  // namespace mixup
