#include "fetch/gather.hpp"

#include <algorithm>
#include <array>

#include "catalog/places.hpp"
#include "core/folder.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

void gather_file(fs::path const& from, fs::path const& to, Gather how) {
  std::error_code problem;
  fs::create_directories(to.parent_path(), problem);
  if (!problem && how == Gather::move) fs::rename(from, to, problem);
  if (!problem && how == Gather::copy) fs::copy_file(from, to, problem);
  if (!problem && how == Gather::link) fs::create_symlink(fs::canonical(from), to, problem);
  if (problem) throw error(Exit::io, "{}: cannot become {}: {}", from.string(), to.string(), problem.message());
}

/// FSDD as it comes: recordings/<digit>_<speaker>_<index>.wav; in Google's layout, clips 0 ... 4 are the official test
/// part and 5 ... 9 ours for validation (docs/deviations.md).
void gather_digits(fs::path const& from, fs::path const& made, Gather how) {
  constexpr std::array<char const*, 10> kDigits = {"zero", "one", "two",   "three", "four",
                                                   "five", "six", "seven", "eight", "nine"};
  std::string testing, validation;
  std::vector<std::string> names;
  for (auto const& name : files_below(from.string())) {
    auto const stem = fs::path(name).stem().string();
    auto const last = stem.rfind('_');
    if (!has_extension(name, {".wav"}) || stem.size() < 5 || stem[0] < '0' || stem[0] > '9' || stem[1] != '_' ||
        last < 3)
      throw error(Exit::data, "{}/{}: allowed are names such as 7_jackson_32.wav", from.string(), name);
    auto const clip = fmt::format("{}/{}_nohash_{}.wav", kDigits.at(static_cast<size_t>(stem[0] - '0')),
                                  stem.substr(2, last - 2), stem.substr(last + 1));
    gather_file(from / name, made / clip, how);
    names.push_back(clip);
  }
  std::sort(names.begin(), names.end());
  for (auto const& clip : names) {
    auto const index = clip.substr(clip.rfind('_') + 1);  // "3.wav"
    if (index.size() == 5) (index[0] < '5' ? testing : validation) += clip + "\n";
  }
  write_whole((made / "testing_list.txt").string(), testing);
  write_whole((made / "validation_list.txt").string(), validation);
}

/// True for a file of the set; one without a checksum of all files may have more (noise, a licence).
bool belongs(CatalogEntry const& set, std::string const& name) {
  if (set.tree.sha256.empty()) return true;
  auto const& words = set.speech.words;
  auto const first = fs::path(name).begin()->string();
  return name == "testing_list.txt" || name == "validation_list.txt" ||
         std::find(words.begin(), words.end(), first) != words.end();
}

void gather_tree(CatalogEntry const& set, fs::path const& from, fs::path const& made, Gather how) {
  if (how == Gather::link) {
    auto const [folders, files] = list_folder(from.string());
    for (auto const* names : {&folders, &files})
      for (auto const& name : *names)
        if (belongs(set, name)) gather_file(from / name, made / name, how);
    return;
  }
  for (auto const& name : files_below(from.string()))
    if (belongs(set, name)) gather_file(from / name, made / name, how);
}

}  // namespace

void gather(CatalogEntry const& set, fs::path const& from, fs::path const& made, Gather how) {
  std::error_code problem;
  fs::create_directory(made, problem);
  if (problem) throw error(Exit::io, "{}: cannot be made: {}", made.string(), problem.message());
  if (set.arrange == "digits")
    for (auto const& recordings : {from / "recordings", from / "free-spoken-digit-dataset" / "recordings"})
      if (fs::is_directory(recordings)) return gather_digits(recordings, made, how);
  auto const base = data_folder(set, "", from.string());
  auto const paths = data_files(set, base);
  if (set.files.empty()) return gather_tree(set, base, made, how);
  for (size_t i = 0; i < set.files.size(); ++i) gather_file(paths.at(i), made / set.files[i].name, how);
}

}  // namespace mixup
