#include "fetch/bring.hpp"

#include <algorithm>

#include "catalog/places.hpp"
#include "core/error.hpp"
#include "fetch/check.hpp"
#include "fetch/gather.hpp"
#include "fetch/unpack.hpp"
#include "formats/speech_commands.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

/// Checks the folder and, when it has none, writes its manifest.
std::string vouch(CatalogEntry const& set, std::string const& folder) {
  if (!has_manifest(folder)) return write_manifest(set, folder, "found in place", "");
  auto const files = check_content(set, folder);
  check_manifest(folder, files);
  return content_digest(files);
}

/// True when the set lies there and is right; the reason to replace it is told to `notice`.
bool already_there(CatalogEntry const& set, std::string const& folder, Notice const& notice) {
  if (!fs::exists(folder)) return false;
  try {
    vouch(set, folder);
    return true;
  } catch (Error const& e) {
    if (e.code != Exit::data && e.code != Exit::unavailable) throw;
    notice(fmt::format("what is in {} is not whole: {}", folder, e.what()));
    return false;
  }
}

UnpackLimits unpack_limits(CatalogEntry const& set, Origin const& source) {
  UnpackLimits limits;
  limits.most_bytes = set.most_bytes;
  limits.most_entries = set.most_entries;
  limits.strip = source.strip;
  return limits;
}

/// The set's files out of an archive, or out of the one file that it consists of; in place.staging()/data.
fs::path open_up(Place& place, CatalogEntry const& set, Origin const& source, fs::path const& archive, Gather how) {
  auto const made = place.staging() / "data", unpacked = place.staging() / "unpacked";
  std::error_code ignored;
  fs::remove_all(made, ignored);
  fs::remove_all(unpacked, ignored);
  if (source.form == "file") {
    fs::create_directory(unpacked);
    fs::copy_file(archive, unpacked / set.files.front().name);
  } else {
    unpack(archive.string(), unpacked.string(), unpack_limits(set, source));
  }
  try {
    gather(set, unpacked, made, how);
  } catch (Error const& e) {
    if (e.code != Exit::unavailable) throw;
    throw error(Exit::data, "{}: this archive does not hold {}: {}", archive.string(), set.title, e.what());
  }
  return made;
}

/// The archive, from `address` or left by a process that ended before it was unpacked.
std::string have_archive(CatalogEntry const& set, Origin const& source, std::string const& address,
                         fs::path const& archive, Bring const& bring) {
  if (!fs::exists(archive) || source.sha256.empty()) {
    auto limits = bring.limits;
    limits.bytes = source.bytes;
    limits.most_bytes = source.bytes > 0 ? source.bytes : set.most_archive_bytes;
    download(address, archive.string(), limits, bring.watch);
  }
  try {
    return check_archive(set, source, archive.string());
  } catch (Error const&) {
    fs::remove(archive);  // to go on with it would be in vain
    throw;
  }
}

std::string archive_name(std::string const& address) {
  auto name = address.substr(0, address.find_first_of("?#"));
  return name.substr(name.rfind('/') + 1);
}

std::string fetch_from(Place& place, CatalogEntry const& set, Origin const& source, std::string const& address,
                       Bring const& bring) {
  auto const archive = place.download(archive_name(address));
  auto const sha256 = have_archive(set, source, address, archive, bring);
  bring.notice(fmt::format("{}: checking and unpacking", set.name));
  std::string content;
  try {
    content = install(place, set, open_up(place, set, source, archive, Gather::move), address,
                      source.form == "file" ? "" : sha256, bring.notice);
  } catch (Error const& e) {
    if (e.code == Exit::data) fs::remove(archive);
    throw;
  }
  fs::remove(archive);
  return content;
}

/// The source that a file may be: by its checksum, else one without.
Origin const& source_of(CatalogEntry const& set, std::string const& path, std::string& sha256) {
  auto const name = fs::path(path).filename().string();
  Origin const* open = nullptr;
  std::string reason;
  for (auto const& source : set.sources) {
    if ((source.form == "file") != (!set.files.empty() && name == set.files.front().name)) continue;
    if (source.sha256.empty() && source.md5.empty()) {
      open = &source;
      continue;
    }
    try {
      sha256 = check_archive(set, source, path);
      return source;
    } catch (Error const& e) {
      if (e.code != Exit::data) throw;
      if (reason.empty()) reason = e.what();
    }
  }
  if (!open) throw error(Exit::data, "{}", reason.empty() ? path + ": is no archive of " + set.title : reason);
  sha256 = check_archive(set, *open, path);
  return *open;
}

}  // namespace

std::string fetch_set(CatalogEntry const& set, Bring const& bring) {
  auto const folder = own_folder(set, bring.root);
  Place place(folder, bring.notice);
  if (already_there(set, folder, bring.notice)) return fmt::format("{}: {} is there and right", set.name, folder);
  std::vector<std::string> reasons;
  auto code = Exit::unavailable;
  for (auto const& source : set.sources)
    for (auto const& address : source.addresses) try {
        fetch_from(place, set, source, address, bring);
        return fmt::format("{}: fetched from {} to {}, checked", set.name, address, folder);
      } catch (Error const& e) {
        if (e.code != Exit::data && e.code != Exit::unavailable) throw;
        if (e.code == Exit::data) code = e.code;
        reasons.emplace_back(e.what());
        bring.notice(reasons.back());
      }
  throw error(code, "{} could not be fetched: {}. What was in {} is untouched; {}", set.title, fmt::join(reasons, "; "),
              folder, without_network(set));
}

std::string import_set(CatalogEntry const& set, std::string const& path, bool link, Bring const& bring) {
  auto const folder = own_folder(set, bring.root);
  if (!fs::exists(path)) throw error(Exit::usage, "{}: there is no such file or folder", path);
  auto const base = fs::is_directory(path) ? data_folder(set, "", path) : path;
  if (fs::exists(folder) && fs::equivalent(base, folder)) {
    vouch(set, folder);
    return fmt::format("{}: {} was there, checked", set.name, folder);
  }
  Place place(folder, bring.notice);
  std::string sha256;
  auto made = place.staging() / "data";
  if (fs::is_directory(path))
    gather(set, path, made, link ? Gather::link : Gather::copy);
  else
    made = open_up(place, set, source_of(set, path, sha256), path, Gather::move);
  install(place, set, made, fs::path(path).lexically_normal().filename().string(), sha256, bring.notice);
  return fmt::format("{}: {} from {}, checked", set.name, folder, path);
}

std::string verify_set(CatalogEntry const& set, Bring const& bring) {
  auto const folder = data_folder(set, bring.root, "");
  if (!fs::exists(folder))
    throw error(Exit::unavailable, "{}: {} is not there; {}", set.title, folder, how_to_get(set));
  auto const files = check_content(set, folder);
  if (has_manifest(folder)) check_manifest(folder, files);
  return fmt::format("{}: {} is right: {} file{}{}", set.name, folder, files.size(), files.size() == 1 ? "" : "s",
                     has_manifest(folder) ? ", as its manifest says" : ", it has no manifest");
}

Presence presence_of(std::string const& name, std::string const& root) {
  auto const& entry = find_data(name);
  require_root(root);
  try {
    auto const folder = data_folder(entry, root, "");
    if (!fs::exists(folder)) return {"absent", ""};
    auto const paths = data_files(entry, folder);
    if (entry.kind == DataKind::speech) list_utterances(entry.speech, folder, false);
    for (size_t i = 0; i < entry.files.size(); ++i) {
      auto const expected = entry.files[i].bytes;
      if (expected == 0) continue;
      if (auto const bytes = static_cast<int64_t>(fs::file_size(paths.at(i))); bytes != expected)
        return {"incomplete", fmt::format("{}: {} bytes, expected {}", paths[i], bytes, expected)};
    }
    return {"present", has_manifest(folder) ? "checked when it came" : "not checked yet: data verify"};
  } catch (Error const& e) {
    return {"incomplete", e.what()};
  }
}

}  // namespace mixup
