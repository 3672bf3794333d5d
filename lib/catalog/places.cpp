// places: the same rule for every kind: what must be there has one of its names, as a file or as a folder.
#include "catalog/places.hpp"

#include <filesystem>

#include "core/error.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

/// A file or a folder, under any of the names.
struct Needed {
  std::vector<std::string> names;
  bool folder;

  /// The first that is there below `base`, or "".
  std::string below(fs::path const& base) const {
    for (auto const& name : names) {
      auto const path = (base / name).lexically_normal();
      std::error_code problem;
      if (fs::is_symlink(fs::symlink_status(path, problem)) && !fs::exists(path, problem))
        throw error(Exit::data, "{}: a link that leads nowhere", path.string());
      if (folder ? fs::is_directory(path, problem) : fs::is_regular_file(path, problem)) return path.string();
    }
    return "";
  }
};

std::vector<Needed> needed(CatalogEntry const& entry) {
  std::vector<Needed> out;
  for (auto const& file : entry.files) {
    out.push_back({{file.name}, file.folder});
    out.back().names.insert(out.back().names.end(), file.other_names.begin(), file.other_names.end());
  }
  if (!entry.speech.words.empty()) out.push_back({entry.speech.words, true});  // the folder of one word shows the set
  return out;
}

}  // namespace

std::string const& require_root(std::string const& root) {
  if (root.empty())
    throw error(Exit::usage,
                "the folder of all data sets is not known, because HOME is not set: give --data-dir FOLDER or "
                "set MIXUP_BENCH_DATA");
  return root;
}

std::string own_folder(CatalogEntry const& entry, std::string const& root) {
  return (fs::path(require_root(root)) / entry.folder).string();
}

std::string data_folder(CatalogEntry const& entry, std::string const& root, std::string const& given) {
  auto const all = needed(entry);
  if (all.empty()) return given;  // nothing is looked for
  fs::path const official = entry.folder, base = given.empty() ? require_root(root) : given;
  std::vector<fs::path> folders{base / official};
  if (!given.empty()) folders = {base, base / official.filename(), base / official};
  for (auto const& name : entry.other_folders) folders.push_back(base / name);
  for (auto const& folder : folders)
    if (!all.front().below(folder).empty()) return folder.string();
  return folders.front().string();
}

std::vector<std::string> data_files(CatalogEntry const& entry, std::string const& folder) {
  std::vector<std::string> paths;
  for (auto const& part : needed(entry)) {
    paths.push_back(part.below(folder));
    if (paths.back().empty())
      throw error(Exit::unavailable, "{}: {} has no {}{} '{}'; {} (or run on generated data: --data synthetic)",
                  entry.title, folder, part.folder ? "folder" : "file", part.names.size() > 1 ? " such as" : "",
                  part.names.front(), how_to_get(entry));
  }
  return entry.speech.words.empty() ? paths : std::vector<std::string>{folder};
}

std::string without_network(CatalogEntry const& entry) {
  return fmt::format("without a network, bring {} here from another machine, then: mixup-bench data import {} FILE",
                     entry.sources.front().addresses.front(), entry.name);
}

std::string how_to_get(CatalogEntry const& entry) {
  if (entry.sources.empty())
    return fmt::format("it needs an account at {}; unpack what you get there, then: mixup-bench data import {} FOLDER",
                       entry.page, entry.name);
  return fmt::format("get it with: mixup-bench data fetch {}; {}", entry.name, without_network(entry));
}

}  // namespace mixup
