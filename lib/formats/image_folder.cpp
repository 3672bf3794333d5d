#include "formats/image_folder.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <numeric>

#include "core/error.hpp"
#include "digest/digest.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

using ClassNames = std::vector<std::string>;

bool is_image(fs::path const& path) {
  std::string end = path.extension().string();
  std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return std::tolower(c); });
  return end == ".jpeg" || end == ".jpg" || end == ".png";
}

/// A listed file may be a link; names that begin with a dot are no one's images. A file system that fails is
/// Exit::io.
template <class Visit>
void for_each_entry(fs::path const& folder, Visit const& visit) try {
  for (auto const& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string()[0] != '.') visit(entry);
} catch (fs::filesystem_error const& e) {
  throw error(Exit::io, "{}: {}", folder.string(), e.code().message());
}

ClassNames class_folders(fs::path const& part) {
  ClassNames names;
  bool loose = false;
  for_each_entry(part, [&](fs::directory_entry const& entry) {
    if (entry.is_directory())
      names.push_back(entry.path().filename().string());
    else
      loose = loose || is_image(entry.path());
  });
  if (names.empty())
    throw error(
        Exit::data, "{}: {}, expected one folder per class, such as n01440764/ILSVRC2012_val_00000293.JPEG{}",
        part.string(), loose ? "images without class folders" : "no class folders",
        loose ? "; ImageNet's archive holds no labels: sort the files by the ground truth of its development kit" : "");
  std::sort(names.begin(), names.end());
  return names;
}

/// "n01440764, n01443537 and 12 more", of what is in `all` and not in `some`; both sorted.
std::string missing_from(ClassNames const& all, ClassNames const& some) {
  constexpr size_t kShown = 5;
  ClassNames missing;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(missing));
  if (missing.empty()) return "none";
  size_t const shown = std::min(kShown, missing.size());
  auto const text = fmt::format("{}", fmt::join(missing.begin(), missing.begin() + static_cast<long>(shown), ", "));
  return missing.size() == shown ? text : fmt::format("{} and {} more", text, missing.size() - shown);
}

void check_classes(std::string const& folder, ClassNames const& train, ClassNames const& val, int64_t official) {
  if (train != val)
    throw error(Exit::data,
                "{}: train and val must have the same class folders; missing in val: {}; missing in train: {}", folder,
                missing_from(train, val), missing_from(val, train));
  if (official > 0 && train.size() != static_cast<size_t>(official))
    throw error(Exit::data, "{}: {} classes, expected {}; a part is taken with --set data.partial=true", folder,
                train.size(), official);
}

std::vector<ImageFile> files_of_class(fs::path const& folder, int64_t label) {
  std::vector<ImageFile> files;
  for_each_entry(folder, [&](fs::directory_entry const& entry) {
    if (is_image(entry.path()) && !entry.is_directory())
      files.push_back({entry.path().filename().string(), label, static_cast<uint64_t>(entry.file_size())});
  });
  if (files.empty()) throw error(Exit::data, "{}: no .jpeg, .jpg or .png file, expected 1 or more", folder.string());
  std::sort(files.begin(), files.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  return files;
}

ImagePart list_part(fs::path const& folder, ClassNames const& classes) {
  std::vector<std::vector<ImageFile>> by_class;
  size_t total = 0, longest = 0;
  for (auto const& name : classes) {
    by_class.push_back(files_of_class(folder / name, static_cast<int64_t>(by_class.size())));
    total += by_class.back().size();
    longest = std::max(longest, by_class.back().size());
  }
  ImagePart part{folder.string(), {}};
  part.files.reserve(total);
  for (size_t round = 0; round < longest; ++round)
    for (auto& files : by_class)
      if (round < files.size()) part.files.push_back(std::move(files[round]));
  return part;
}

void check_most_classes(ImageFolder const& images, int64_t most) {
  if (most > static_cast<int64_t>(images.classes.size()))
    throw error(Exit::usage, "data.classes: got {}, allowed 1 ... {} or 0 for all", most, images.classes.size());
}

}  // namespace

std::string ImageFolder::name(ImagePart const& part, int64_t index) const {
  auto const& file = part.files.at(static_cast<size_t>(index));
  return classes[static_cast<size_t>(file.label)] + "/" + file.name;
}

std::string ImageFolder::path(ImagePart const& part, int64_t index) const {
  return part.folder + "/" + name(part, index);
}

ImageFolder list_images(std::string const& folder, int64_t official, int64_t most_classes) {
  fs::path const root(folder);
  ImageFolder out;
  out.classes = class_folders(root / "train");
  check_classes(folder, out.classes, class_folders(root / "val"), official);
  check_most_classes(out, most_classes);
  if (most_classes > 0) out.classes.resize(static_cast<size_t>(most_classes));
  out.train = list_part(root / "train", out.classes);
  out.val = list_part(root / "val", out.classes);
  return out;
}

void keep_classes(ImageFolder& images, int64_t most) {
  check_most_classes(images, most);
  images.classes.resize(static_cast<size_t>(most));
  for (auto* part : {&images.train, &images.val}) {
    auto& files = part->files;
    files.erase(std::remove_if(files.begin(), files.end(), [&](auto const& file) { return file.label >= most; }),
                files.end());
  }
}

std::string list_digest(ImageFolder const& images, ImagePart const& part) {
  std::vector<size_t> order(part.files.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return part.files[a].label < part.files[b].label;  // rounds keep the order of names within a class
  });
  Sha256 sha;
  for (size_t i : order) {
    auto const& file = part.files[i];
    sha.update(fmt::format("{}/{} {}\n", images.classes[static_cast<size_t>(file.label)], file.name, file.bytes));
  }
  return sha.hex();
}

}  // namespace mixup
