// iris_set: a small data set with its archive, and what is left in a data folder, for the tests of fetch and import.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "digest/digest.hpp"
#include "fetch/bring.hpp"
#include "fetch/made_archive.hpp"
#include "formats/file.hpp"
#include "scratch_folder.hpp"

namespace mixup::test {

/// 150 rows as iris has them, not its figures.
inline std::string iris_like() {
  std::string out;
  for (int i = 0; i < 150; ++i)
    out += fmt::format("5.{},3.{},1.{},0.{},Iris-{}\n", i % 10, i % 7, i % 5, i % 3,
                       i < 50    ? "setosa"
                       : i < 100 ? "versicolor"
                                 : "virginica");
  return out;
}

inline std::string zip_of(std::string const& content, std::string const& name = "iris.data") {
  ScratchFolder const folder;
  auto const path = folder.path() + "/z";
  MadeArchive(path, "zip").file("Index", "about").file(name, content).close();
  return read_bytes(path);
}

/// The set iris, at a server of the test, with the checksums of `content` and `archive`.
inline CatalogEntry iris_at(std::vector<std::string> const& addresses, std::string const& content,
                            std::string const& archive) {
  CatalogEntry set = find_data("iris");
  Origin origin;
  origin.form = "zip";
  origin.addresses = addresses;
  origin.bytes = static_cast<int64_t>(archive.size());
  origin.sha256 = hex_of<Sha256>(archive);
  origin.cited = "the test";
  set.sources = {origin};
  set.files.front().bytes = static_cast<int64_t>(content.size());
  set.files.front().sha256 = hex_of<Sha256>(content);
  set.files.front().md5.clear();
  return set;
}

inline Bring bring_to(ScratchFolder const& folder) {
  Bring bring;
  bring.root = folder.path() + "/data";
  bring.limits.stall_seconds = 1;
  bring.limits.attempts = 2;
  return bring;
}

/// Names in a folder but for the lock, which stays.
inline std::vector<std::string> left_in(std::filesystem::path const& folder) {
  std::vector<std::string> names;
  for (auto const& item : std::filesystem::directory_iterator(folder))
    if (item.path().extension() != ".lock") names.push_back(item.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace mixup::test
