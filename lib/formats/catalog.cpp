// catalog: one line a data set.
#include "formats/catalog.hpp"

#include <algorithm>
#include <filesystem>

#include "core/error.hpp"
#include "formats/cifar.hpp"
#include "formats/speech_commands.hpp"
#include "formats/uci.hpp"

namespace mixup {
namespace fs = std::filesystem;
namespace {

using K = DataKind;
std::vector<CatalogEntry> const kCatalog = {
    {"imagenet",
     K::photographs,
     "imagenet",
     1000,
     "ImageNet-2012",
     "https://image-net.org/download-images",
     {"ILSVRC2012"}},
    {"cifar10",
     K::images,
     "cifar-10-batches-bin",
     10,
     "CIFAR-10",
     "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
     {"cifar-10-batches-py"}},
    {"cifar100",
     K::images,
     "cifar-100-binary",
     100,
     "CIFAR-100",
     "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
     {"cifar-100-python"}},
    {"speech_commands", K::speech, "SpeechCommands/speech_commands_v0.01", 30, "Speech Commands v0.01",
     "https://download.tensorflow.org/data/speech_commands_v0.01.tar.gz"},
    {"fsdd", K::speech, "fsdd_speech_commands", 10, "Free Spoken Digit Dataset",
     "https://github.com/Jakobovski/free-spoken-digit-dataset/archive/26eb9aa.tar.gz"},
    {"abalone", K::table, "uci/abalone", 28, "Abalone", "https://archive.ics.uci.edu/static/public/1/abalone.zip"},
    {"arcene", K::table, "uci/arcene", 2, "ARCENE", "https://archive.ics.uci.edu/static/public/167/arcene.zip"},
    {"arrhythmia", K::table, "uci/arrhythmia", 13, "Arrhythmia",
     "https://archive.ics.uci.edu/static/public/5/arrhythmia.zip"},
    {"htru2", K::table, "uci/htru2", 2, "HTRU2", "https://archive.ics.uci.edu/static/public/372/htru2.zip"},
    {"iris", K::table, "uci/iris", 3, "Iris", "https://archive.ics.uci.edu/static/public/53/iris.zip"},
    {"phishing", K::table, "uci/phishing", 2, "Phishing Websites",
     "https://archive.ics.uci.edu/static/public/327/phishing+websites.zip"},
    {"website_phishing", K::table, "uci/website_phishing", 3, "Website Phishing",
     "https://archive.ics.uci.edu/static/public/379/website+phishing.zip"},
    {"grid25", K::points, "", 25, "25 Gaussians on a grid", ""},
    {"ring8", K::points, "", 8, "8 Gaussians on a ring", ""},
    {"moons", K::points, "", 2, "two moons", ""},
    {"rings", K::points, "", 2, "two rings", ""},
};

constexpr int64_t kPointsDrawn = 1000;       // a distribution has no size of its own; Fig. 5 draws as many
constexpr int64_t kImageNetTrain = 1281167;  // pictures of ILSVRC 2012 (Russakovsky et al. 2015, table 2)

/// For each file of the set the places it may lie in, below the folder.
std::vector<std::vector<std::string>> places(CatalogEntry const& entry) {
  if (entry.kind == K::points) return {};
  if (entry.kind == K::photographs) return {{"train"}, {"val"}};
  if (entry.kind == K::table) return uci_set(entry.name).files;
  std::vector<std::vector<std::string>> out;
  for (CifarFile const& file : cifar_set(entry.name).files) out.push_back({file.name, file.python_name});
  return out;
}

/// The first of the places that exists as a file or, of photographs, as a folder, or "".
std::string existing(CatalogEntry const& entry, std::string const& folder, std::vector<std::string> const& names) {
  for (auto const& name : names) {
    auto const path = (fs::path(folder) / name).lexically_normal();
    std::error_code problem;
    if (entry.kind == K::photographs ? fs::is_directory(path, problem) : fs::is_regular_file(path, problem))
      return path.string();
  }
  return "";
}

/// The first of the folders that holds the set, or "".
std::string first_with_words(CatalogEntry const& entry, std::vector<fs::path> const& folders) {
  for (auto const& folder : folders)
    if (has_words(speech_set(entry.name), folder.string())) return folder.string();
  return "";
}

/// torchaudio unpacks below SpeechCommands, a person perhaps not.
std::string speech_folder(CatalogEntry const& entry, std::string const& root, std::string const& given) {
  auto const official = fs::path(entry.folder), name = official.filename();
  if (!given.empty()) {
    auto const found = first_with_words(entry, {given, fs::path(given) / name, fs::path(given) / official});
    return found.empty() ? given : found;
  }
  auto const found = first_with_words(entry, {fs::path(root) / official, fs::path(root) / name});
  return found.empty() ? (fs::path(root) / official).string() : found;
}

/// FSDD comes as recordings/7_jackson_32.wav; here it lies as Google's set does, seven/jackson_nohash_32.wav, with its
/// official test part, clips 0 ... 4, and for validation 5 ... 9.
std::string arrange_digits(std::string const& folder) {
  return fmt::format(
      "(cd '{}' && for f in recordings/*.wav; do n=${{f#recordings/}}; set -- zero one two three four five six seven "
      "eight nine; shift ${{n%%_*}}; n=${{n#*_}}; mkdir -p $1; mv $f $1/${{n%_*}}_nohash_${{n##*_}}; done; rmdir "
      "recordings; ls */*_nohash_[0-4].wav >testing_list.txt; ls */*_nohash_[5-9].wav >validation_list.txt)",
      folder);
}

/// What follows "it is missing".
std::string how_to_get(CatalogEntry const& entry, std::string const& folder) {
  auto const first = entry.kind == K::photographs ? "import imagenet FOLDER" : "fetch " + entry.name;
  return fmt::format("get it with: mixup-bench data {}; by hand: {} (or run on generated data: --data synthetic)",
                     first, download_command(entry, folder));
}

}  // namespace

std::vector<CatalogEntry> const& data_catalog() { return kCatalog; }

CatalogEntry const& find_data(std::string const& name) {
  std::vector<std::string> known;
  for (CatalogEntry const& entry : kCatalog) {
    if (entry.name == name) return entry;
    known.push_back(entry.name);
  }
  throw error(Exit::usage, "there is no data set \"{}\"; the data sets are {}", name, fmt::join(known, ", "));
}

int64_t train_size(CatalogEntry const& entry, double train_share) {
  if (entry.kind == K::points) return kPointsDrawn;
  if (entry.kind == K::photographs) return kImageNetTrain;
  if (entry.kind == K::table) return static_cast<int64_t>(train_share * static_cast<double>(uci_set(entry.name).rows));
  if (entry.kind == K::speech) return speech_set(entry.name).train;
  int64_t size = 0;
  for (CifarFile const& file : cifar_set(entry.name).files) size += file.train ? file.records : 0;
  return size;
}

std::string download_command(CatalogEntry const& entry, std::string const& folder) {
  if (entry.kind == K::photographs)
    return fmt::format(
        "an account at {}, without which it cannot be fetched: unpack ILSVRC2012_img_train.tar to "
        "{}/train/<wnid>/*.JPEG and ILSVRC2012_img_val.tar to val/<wnid>/*.JPEG",
        entry.url, folder);
  if (entry.kind == K::images)
    return fmt::format("mkdir -p '{0}' && curl -L {1} | tar xz -C '{0}' --strip-components=1", folder, entry.url);
  if (entry.name == "fsdd")
    return fmt::format(
        "mkdir -p '{0}' && curl -L {1} | tar xz -C '{0}' --strip-components=1 --wildcards '*/recordings/*.wav' && {2}",
        folder, entry.url, arrange_digits(folder));
  if (entry.kind == K::speech) return fmt::format("mkdir -p '{0}' && curl -L {1} | tar xz -C '{0}'", folder, entry.url);
  return fmt::format("mkdir -p '{0}' && curl -L {1} -o '{0}/{2}.zip' && unzip -o '{0}/{2}.zip' -d '{0}'", folder,
                     entry.url, entry.name);
}

std::string data_folder(CatalogEntry const& entry, std::string const& root, std::string const& given) {
  if (entry.kind == K::points) return given;  // nothing is looked for
  if (entry.kind == K::speech) return speech_folder(entry, root, given);
  auto const first = places(entry).front();
  fs::path const usual = fs::path(root) / entry.folder;
  std::vector<fs::path> folders{given, fs::path(given) / fs::path(entry.folder).filename(),
                                fs::path(given) / entry.folder};
  if (given.empty()) folders = {usual};
  for (auto const& name : entry.other_folders) folders.push_back(fs::path(given.empty() ? root : given) / name);
  for (auto const& folder : folders)
    if (!existing(entry, folder.string(), first).empty()) return folder.string();
  return given.empty() ? usual.string() : given;
}

std::vector<std::string> data_files(CatalogEntry const& entry, std::string const& folder) {
  if (entry.kind == K::speech) {
    if (has_words(speech_set(entry.name), folder)) return {folder};
    throw error(Exit::unavailable, "{}: {} has no folder of a word such as '{}'; {}", entry.title, folder,
                speech_set(entry.name).words.front(), how_to_get(entry, folder));
  }
  std::vector<std::string> paths;
  for (auto const& names : places(entry)) {
    paths.push_back(existing(entry, folder, names));
    if (paths.back().empty())
      throw error(Exit::unavailable, "{}: {} has no {} '{}'; {}", entry.title, folder,
                  entry.kind == K::photographs ? "folder" : "file", names.front(), how_to_get(entry, folder));
  }
  return paths;
}

}  // namespace mixup
