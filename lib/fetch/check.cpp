// check: every message says what was expected, what was found, in which file, and what to do.
#include "fetch/check.hpp"

#include <algorithm>
#include <filesystem>

#include "catalog/places.hpp"
#include "core/folder.hpp"
#include "digest/digest.hpp"
#include "formats/file.hpp"
#include "formats/speech_commands.hpp"
#include "formats/text.hpp"
#include "formats/uci.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

Error wrong(std::string const& path, std::string const& what, std::string const& expected, std::string const& got,
            std::string const& cited, std::string const& set) {
  return error(Exit::data,
               "{}: wrong {}: expected {}, got {} ({}). The file is damaged or another one; get it again: mixup-bench "
               "data fetch {} (or by other means, then mixup-bench data import {} PATH)",
               path, what, expected, got, cited, set, set);
}

void compare(Proof const& proof, FileDigests const& got, std::string const& path, std::string const& set) {
  if (proof.bytes > 0 && got.bytes != proof.bytes)
    throw wrong(path, "size", fmt::format("{} bytes", proof.bytes), fmt::format("{}", got.bytes), proof.cited, set);
  if (!proof.sha256.empty() && got.sha256 != proof.sha256)
    throw wrong(path, "sha256", proof.sha256, got.sha256, proof.cited, set);
  if (!proof.md5.empty() && !got.md5.empty() && got.md5 != proof.md5)
    throw wrong(path, "md5", proof.md5, got.md5, proof.cited, set);
}

/// MD5 adds nothing to a SHA-256, but is what some publish.
FileDigests hash(std::string const& path, Proof const& proof) { return digests_of(path, !proof.md5.empty()); }

/// The sum of all whole numbers of a text file, the check-sum of some official descriptions.
int64_t sum_of(std::string const& path) {
  auto const text = read_text(path);
  int64_t sum = 0;
  for (auto const& line : split_lines(text.content)) {
    for (size_t at = 0; at < line.text.size();) {
      auto const end = std::min(line.text.find_first_of(" \t", at), line.text.size());
      if (end > at)
        sum += static_cast<int64_t>(parse_number({line.text.substr(at, end - at), &text, line.number, at + 1}));
      at = end + 1;
    }
  }
  return sum;
}

ManifestFile check_file(CatalogEntry const& set, DataFile const& proof, std::string const& folder) {
  auto const path = (fs::path(folder) / proof.name).string();
  if (!fs::is_regular_file(path))
    throw error(Exit::unavailable, "{}: {} is missing; get it: mixup-bench data fetch {}", set.title, path, set.name);
  auto const got = hash(path, proof);
  compare(proof, got, path, set.name);
  if (proof.sum != 0)
    if (auto const sum = sum_of(path); sum != proof.sum)
      throw wrong(path, "sum of values", std::to_string(proof.sum), std::to_string(sum), proof.cited, set.name);
  return {proof.name, got.bytes, got.sha256};
}

/// The reader that training uses, on the whole set.
void read_whole(CatalogEntry const& set, std::string const& folder) {
  if (set.kind == DataKind::table) read_uci(set.table, data_files(set, folder), false);
  if (set.kind == DataKind::speech) list_utterances(set.speech, folder, false);
}

void check_tree(CatalogEntry const& set, std::vector<ManifestFile> const& files, std::string const& folder) {
  auto const& tree = set.tree;
  if (tree.sha256.empty()) return;
  if (static_cast<int64_t>(files.size()) != tree.files)
    throw wrong(folder, "number of files", std::to_string(tree.files), std::to_string(files.size()), tree.cited,
                set.name);
  auto const content = content_digest(files);
  if (content != tree.sha256) throw wrong(folder, "sha256 of all files", tree.sha256, content, tree.cited, set.name);
}

}  // namespace

std::vector<ManifestFile> check_content(CatalogEntry const& set, std::string const& folder) {
  std::vector<ManifestFile> files;
  for (auto const& proof : set.files) files.push_back(check_file(set, proof, folder));
  read_whole(set, folder);
  if (set.files.empty())
    for (auto const& name : files_below(folder)) {
      auto const got = digests_of((fs::path(folder) / name).string(), false);
      files.push_back({name, got.bytes, got.sha256});
    }
  std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  check_tree(set, files, folder);
  return files;
}

std::string check_archive(CatalogEntry const& set, Origin const& source, std::string const& path) {
  auto const got = hash(path, source);
  compare(source, got, path, set.name);
  return got.sha256;
}

void check_manifest(std::string const& folder, std::vector<ManifestFile> const& files) {
  auto const manifest = read_manifest(folder);
  auto const cited = "the folder's manifest of " + manifest.date;
  auto const same = [&](ManifestFile const& file) {
    return std::find_if(files.begin(), files.end(), [&](ManifestFile const& f) { return f.name == file.name; });
  };
  for (auto const& file : manifest.files) {
    auto const path = (fs::path(folder) / file.name).string();
    auto const now = same(file);
    if (now == files.end())
      throw error(Exit::unavailable, "{} is missing, {} names it; get it: mixup-bench data fetch {}", path, cited,
                  manifest.set);
    if (now->sha256 != file.sha256) throw wrong(path, "sha256", file.sha256, now->sha256, cited, manifest.set);
  }
  if (files.size() != manifest.files.size())
    throw wrong(folder, "number of files", std::to_string(manifest.files.size()), std::to_string(files.size()), cited,
                manifest.set);
}

}  // namespace mixup
