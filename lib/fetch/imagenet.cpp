#include "fetch/imagenet.hpp"

#include <cstdlib>

#include "catalog/places.hpp"
#include "core/folder.hpp"
#include "fetch/check.hpp"
#include "formats/image_folder.hpp"
#include "formats/text.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

CatalogEntry const& imagenet() { return find_data("imagenet"); }

void link_to(fs::path const& what, fs::path const& link) {
  std::error_code problem;
  fs::create_directories(link.parent_path(), problem);
  if (!problem) fs::create_symlink(fs::canonical(what), link, problem);
  if (problem) throw error(Exit::io, "{}: cannot be linked to {}: {}", link.string(), what.string(), problem.message());
}

/// The folder with train/ and val/.
fs::path photographs_in(fs::path const& path) {
  for (auto const* below : {".", "imagenet", "ILSVRC2012", "ILSVRC/Data/CLS-LOC", "Data/CLS-LOC", "CLS-LOC"})
    if (fs::is_directory(path / below / "train")) return (path / below).lexically_normal();
  throw error(Exit::data,
              "{}: there is no folder train here, nor in ILSVRC2012 or ILSVRC/Data/CLS-LOC below it: unpack "
              "ILSVRC2012_img_train.tar to train/<wnid>/*.JPEG and ILSVRC2012_img_val.tar to val/<wnid>/*.JPEG",
              path.string());
}

/// Kaggle's list of the validation part, beside ILSVRC/ or in the folder given; empty: none.
fs::path solutions_near(fs::path const& path, fs::path const& photographs) {
  for (auto const& folder : {path, photographs, photographs / "../../..", photographs / "../.."})
    if (fs::is_regular_file(folder / "LOC_val_solution.csv")) return folder / "LOC_val_solution.csv";
  return {};
}

/// "ILSVRC2012_val_00048981,n03995372 85 1 499 272": the photograph and its class, then boxes.
void link_sorted(fs::path const& flat, fs::path const& list, fs::path const& val, bool partial) {
  auto const text = read_text(list.string());
  for (auto const& line : split_lines(text.content)) {
    auto const comma = line.text.find(',');
    if (line.number == 1 || trim(line.text).empty()) continue;  // ImageId,PredictionString
    if (comma == std::string_view::npos || comma + 10 > line.text.size())
      throw error(Exit::data, "{}:{}: got \"{}\", allowed ImageId,wnid ...", list.string(), line.number,
                  shown(line.text));
    auto const name = std::string(line.text.substr(0, comma)) + ".JPEG";
    auto const wnid = std::string(line.text.substr(comma + 1, 9));
    if (name.find('/') != std::string::npos || wnid.find('/') != std::string::npos)
      throw error(Exit::data, "{}:{}: a name with \"/\"", list.string(), line.number);
    if (fs::is_regular_file(flat / name))
      link_to(flat / name, val / wnid / name);
    else if (!partial)
      throw error(Exit::data, "{}:{}: there is no {}", list.string(), line.number, (flat / name).string());
  }
}

void link_validation(fs::path const& path, fs::path const& photographs, fs::path const& val, bool partial) {
  auto const flat = photographs / "val";
  if (!fs::is_directory(flat))
    throw error(Exit::data, "{}: there is no val beside train: unpack ILSVRC2012_img_val.tar to val/<wnid>/*.JPEG",
                photographs.string());
  if (!list_folder(flat.string()).folders.empty()) return link_to(flat, val);
  auto const list = solutions_near(path, photographs);
  if (list.empty())
    throw error(Exit::data,
                "{}: the photographs are not in folders of their classes; put Kaggle's LOC_val_solution.csv beside "
                "ILSVRC (they are then sorted by it), or sort them to val/<wnid>/*.JPEG",
                flat.string());
  link_sorted(flat, list, val, partial);
}

void require_count(char const* part, size_t count, int64_t official, std::string const& folder, bool partial) {
  if (!partial && static_cast<int64_t>(count) != official)
    throw error(Exit::data, "{}/{}: {} photographs, expected {} ({} {}); --partial takes what is there", folder, part,
                count, official, std::abs(official - static_cast<int64_t>(count)),
                static_cast<int64_t>(count) < official ? "are missing" : "too many");
}

std::vector<ManifestFile> list_photographs(std::string const& folder, bool partial) {
  auto const images = list_images(folder, partial ? 0 : imagenet().classes, 0);
  require_count("train", images.train.files.size(), imagenet().parts.train, folder, partial);
  require_count("val", images.val.files.size(), imagenet().parts.validation, folder, partial);
  std::vector<ManifestFile> parts;
  for (auto const* part : {&images.train, &images.val}) {
    int64_t bytes = 0;
    for (auto const& file : part->files) bytes += static_cast<int64_t>(file.bytes);
    parts.push_back({part == &images.train ? "train" : "val", bytes, list_digest(images, *part)});
  }
  return parts;
}

/// Archives that were not unpacked are the usual reason for a class without photographs.
void refuse_archives(fs::path const& train) {
  for (auto const& name : list_folder(train.string()).files)
    if (has_extension(name, {".tar"}))
      throw error(
          Exit::data,
          "{}: this archive is not unpacked: unpack each of them to a folder of its own name beside it, {}.tar to "
          "{}/*.JPEG, then: mixup-bench data import imagenet FOLDER",
          (train / name).string(), fs::path(name).stem().string(), fs::path(name).stem().string());
}

}  // namespace

std::string import_imagenet(std::string const& path, bool partial, Bring const& bring) {
  auto const folder = own_folder(imagenet(), bring.root);
  auto const photographs = photographs_in(path);
  refuse_archives(photographs / "train");
  if (fs::exists(folder) && fs::equivalent(photographs, folder))
    throw error(Exit::usage, "{}: this is the folder that is imported to; mixup-bench data verify imagenet checks it",
                path);
  Place place(folder, bring.notice);
  auto const made = place.staging() / "data";
  link_to(photographs / "train", made / "train");
  link_validation(path, photographs, made / "val", partial);
  Manifest manifest;
  manifest.set = "imagenet";
  manifest.source = photographs.filename().string();
  manifest.partial = partial;
  manifest.files = list_photographs(made.string(), partial);
  write_dated(manifest, made);
  place.put(made, bring.notice);
  return fmt::format("imagenet: {} linked to {}, its layout checked", folder, photographs.string());
}

std::string verify_imagenet(Bring const& bring) {
  auto const folder = data_folder(imagenet(), bring.root, "");
  if (!fs::exists(folder)) throw error(Exit::unavailable, "{} is not there; {}", folder, how_to_get(imagenet()));
  bool const listed = has_manifest(folder);
  bool const partial = listed && read_manifest(folder).partial;
  auto const files = list_photographs(folder, partial);
  if (listed) check_manifest(folder, files);
  return fmt::format("imagenet: {}: names and sizes are {}", folder,
                     listed ? "as its manifest says" : "complete; it has no manifest");
}

}  // namespace mixup
