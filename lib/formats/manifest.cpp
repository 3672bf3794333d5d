#include "formats/manifest.hpp"

#include <algorithm>
#include <filesystem>

#include "core/fields.hpp"
#include "digest/digest.hpp"
#include "formats/file.hpp"

namespace mixup {
namespace {

std::string manifest_path(std::string const& folder) {
  return (std::filesystem::path(folder) / kManifestName).string();
}

}  // namespace

template <class F>
void fields(F& f, ManifestFile& m) {
  f("name", m.name);
  f("bytes", m.bytes, {0});
  f("sha256", m.sha256);
}

template <class F>
void fields(F& f, Manifest& m) {
  f("schema", m.schema, {1, 1});
  f("set", m.set);
  f("source", m.source);
  f("archive_sha256", m.archive_sha256);
  f("date", m.date);
  f("program", m.program);
  f("content", m.content);
  f("partial", m.partial);
  f("files", m.files);
}

std::string content_digest(std::vector<ManifestFile> const& files) {
  auto sorted = files;
  std::sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  Sha256 sha;
  for (auto const& file : sorted) sha.update(fmt::format("{}  {}\n", file.sha256, file.name));
  return sha.hex();
}

Json manifest_json(Manifest const& m) {
  Json files = Json::array();
  for (auto const& file : m.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  return {{"schema", m.schema}, {"set", m.set},         {"source", m.source},   {"archive_sha256", m.archive_sha256},
          {"date", m.date},     {"program", m.program}, {"content", m.content}, {"partial", m.partial},
          {"files", files}};
}

Manifest parse_manifest(std::string_view text, std::string const& path) {
  Manifest manifest;
  try {
    manifest = from_json<Manifest>(parse_json(text, path), path);
  } catch (Error const& e) {
    throw error(e.code == Exit::usage ? Exit::data : e.code, "{}", e.what());
  }
  if (manifest.content != content_digest(manifest.files))
    throw error(Exit::data, "{}: its content is {}, its files give {}: it was changed", path, manifest.content,
                content_digest(manifest.files));
  return manifest;
}

Manifest read_manifest(std::string const& folder) {
  auto const path = manifest_path(folder);
  return parse_manifest(read_bytes(path), path);
}

bool has_manifest(std::string const& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(manifest_path(folder), ignored);
}

std::string manifest_content(std::string const& folder) {
  return has_manifest(folder) ? read_manifest(folder).content : "";
}

}  // namespace mixup
