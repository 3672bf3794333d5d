#include "core/folder.hpp"

#include <algorithm>
#include <array>
#include <new>

namespace mixup {
namespace fs = std::filesystem;
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_of_the_system(std::string const& name) {
  constexpr std::array<std::string_view, 8> kNames = {
      "thumbs.db",    "ehthumbs.db",
      "desktop.ini",  "__macosx",  // Windows; what macOS packs into zip archives
      "$recycle.bin", "system volume information",
      "lost+found",   "@eadir"};  // roots of disks; Synology's servers
  return name[0] == '.' || std::find(kNames.begin(), kNames.end(), lower(name)) != kNames.end();
}

constexpr char const* kNowhere = "a link that leads nowhere, or what is neither file nor folder";
constexpr char const* kBack = "a link back to a folder that it lies in";

void lose(fs::path const& path, fs::path const& below, char const* why, Names* lost) {
  if (!lost) throw error(Exit::data, "{}: {}", path.string(), why);
  lost->push_back(below.string());
}

bool leads_nowhere(std::error_code const& problem) {
  return problem == std::errc::no_such_file_or_directory || problem == std::errc::not_a_directory ||
         problem == std::errc::too_many_symbolic_link_levels;
}

/// The level of `folder`, which is `below` the one that was asked for.
Folder list(fs::path const& folder, fs::path const& below, Names* lost) {
  Folder out;
  for (auto const& entry : fs::directory_iterator(folder)) {
    auto const name = entry.path().filename().string();
    if (is_of_the_system(name)) continue;
    std::error_code problem;
    if (entry.is_directory(problem))
      out.folders.push_back(name);
    else if (entry.is_regular_file(problem))
      out.files.push_back(name);
    else if (problem && !leads_nowhere(problem))
      throw fs::filesystem_error("", entry.path(), problem);
    else
      lose(entry.path(), below / name, kNowhere, lost);
  }
  std::sort(out.folders.begin(), out.folders.end());
  std::sort(out.files.begin(), out.files.end());
  return out;
}

/// `above`: the folders on the way, without links.
void walk(fs::path const& root, fs::path const& below, std::vector<fs::path>& above, Names& files, Names* lost) {
  auto const here = fs::canonical(root / below);
  if (std::find(above.begin(), above.end(), here) != above.end()) return lose(root / below, below, kBack, lost);
  above.push_back(here);
  auto const content = list(root / below, below, lost);
  for (auto const& name : content.files) files.push_back((below / name).string());
  for (auto const& name : content.folders) walk(root, below / name, above, files, lost);
  above.pop_back();
}

}  // namespace

Folder list_folder(std::string const& folder, Names* lost) try {
  return list(folder, "", lost);
} catch (fs::filesystem_error const& e) {
  throw disk_error(e);
}

Names files_below(std::string const& folder, Names* lost) try {
  Names files;
  std::vector<fs::path> above;
  walk(folder, "", above, files, lost);
  std::sort(files.begin(), files.end());
  return files;
} catch (fs::filesystem_error const& e) {
  throw disk_error(e);
}

bool has_extension(std::string_view name, std::initializer_list<std::string_view> extensions) {
  auto const end = lower(fs::path(name).extension().string());
  return std::find(extensions.begin(), extensions.end(), end) != extensions.end();
}

Error disk_error(fs::filesystem_error const& problem) {
  return error(Exit::io, "{}: {}", problem.path1().string(), problem.code().message());
}

Error as_error(std::exception const& problem) {
  if (auto const* const known = dynamic_cast<Error const*>(&problem)) return *known;
  if (auto const* const disk = dynamic_cast<fs::filesystem_error const*>(&problem)) return disk_error(*disk);
  if (dynamic_cast<std::bad_alloc const*>(&problem)) return error(Exit::io, "no memory left");
  return error(Exit::bug, "unexpected: {}; please report this with the command", problem.what());
}

}  // namespace mixup
