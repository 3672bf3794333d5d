// dataset: a name of the catalogue becomes the parts a run trains and is judged on.
#include "data/dataset.hpp"

#include <ATen/ops/empty.h>

#include <algorithm>

#include "catalog/places.hpp"
#include "core/error.hpp"
#include "data/corrupt.hpp"
#include "data/photographs.hpp"
#include "data/points.hpp"
#include "data/speech.hpp"
#include "data/synthetic.hpp"
#include "data/tabular.hpp"
#include "formats/cifar.hpp"
#include "formats/file.hpp"
#include "formats/manifest.hpp"
#include "formats/memo.hpp"
#include "formats/uci.hpp"

namespace mixup {
namespace {

constexpr size_t kNamed = 10;  // files left out that a record names

/// The files of a real data set, in reading order, and what they hold; both empty for a generated one.
struct Files {
  std::vector<std::string> paths;
  std::vector<FileIdentity> identities;
  std::shared_ptr<ImageFolder const> images = {};  // of photographs ...
  std::shared_ptr<ImageCache const> cache = {};    // ... and where their images are read from instead
  std::string manifest = {};                       // its content, of a folder that `mixup-bench data` brought
  Names left_out = {};                             // files beside the examples that are none

  /// Equal content has equal digests.
  std::string key() const {
    std::string out;
    for (auto const& file : identities) out += file.sha256 + " ";
    return out;
  }
};

/// The digest is that of the index, in which every image's checksum is.
FileIdentity cache_identity(ImageCache const& cache) {
  return {cache.path().substr(cache.path().rfind('/') + 1), cache.bytes(), cache.digest()};
}

/// The list of photographs stands for their content: "train" and "val" with all bytes and the digest of names and
/// sizes.
Files list_files(CatalogEntry const& entry, DataSpec const& spec, std::string const& folder, Files files) {
  bool const cached = spec.cache > 0;  // of every class: a list that is short is none of a cache's
  auto images = list_images(folder, spec.partial ? 0 : entry.classes, cached ? 0 : spec.classes);
  if (cached) files.cache = open_cache(folder, spec.cache, images);
  if (cached && spec.classes > 0) keep_classes(images, spec.classes);
  files.images = std::make_shared<ImageFolder>(std::move(images));
  for (auto const* part : {&files.images->train, &files.images->val}) {
    FileIdentity identity{part == &files.images->val ? "val" : "train", 0, list_digest(*files.images, *part)};
    for (auto const& file : part->files) identity.bytes += file.bytes;
    files.identities.push_back(identity);
    for (auto const& name : part->left_out) files.left_out.push_back(identity.name + "/" + name);
  }
  if (files.cache) files.identities.push_back(cache_identity(*files.cache));
  return files;
}

Files find_files(CatalogEntry const& entry, DataSpec const& spec, DataPlace const& place) {
  Files files;
  if (spec.source == Source::synthetic) return files;
  auto const folder = data_folder(entry, place.root, place.folder);
  files.paths = data_files(entry, folder);
  files.manifest = manifest_content(folder);
  if (entry.kind == DataKind::photographs) return list_files(entry, spec, folder, files);
  if (entry.kind == DataKind::speech) {
    auto const utterances = list_utterances(entry.speech, folder, spec.partial, &files.left_out);
    files.identities = {identify_utterances(folder, utterances)};
    return files;
  }
  for (auto const& path : files.paths) files.identities.push_back(identify(path));
  return files;
}

Dataset to_dataset(Images const& images, CifarSet const& set) {
  auto const n = static_cast<int64_t>(images.labels.size());
  Dataset out{at::empty({n, kChannels, kSide, kSide}, at::kByte), at::empty({n}, at::kLong), set.classes(), set.mean,
              set.std};
  std::copy(images.pixels.begin(), images.pixels.end(), out.x.data_ptr<uint8_t>());
  std::copy(images.labels.begin(), images.labels.end(), out.y.data_ptr<int64_t>());
  return out;
}

ImageParts generate(CifarSet const& set, DataSpec const& spec) {
  int64_t train = 0, test = 0;
  for (CifarFile const& file : set.files) (file.train ? train : test) += file.records;
  train = limited("train_limit", spec.train_limit, train);
  test = limited("test_limit", spec.test_limit, test);
  return {synthetic_images(set.name, "train", set.classes(), train),
          synthetic_images(set.name, "test", set.classes(), test)};
}

/// Shares the memory of `all`.
Dataset first_rows(Dataset all, char const* field, int64_t limit) {
  int64_t const n = limited(field, limit, all.y.numel());
  all.x = all.x.narrow(0, 0, n);
  all.y = all.y.narrow(0, 0, n);
  return all;
}

Splits load_images(CifarSet const& set, DataSpec const& spec, Files const& files) {
  static Memo<std::pair<Dataset, Dataset>> memo;
  bool const real = spec.source == Source::real;
  auto const key = real ? fmt::format("{} {}{}", spec.name, files.key(), spec.partial)
                        : fmt::format("{} {} {}", spec.name, spec.train_limit, spec.test_limit);
  auto const& [train, test] = memo.get(key, [&] {
    ImageParts const parts = real ? read_cifar(set, files.paths, spec.partial) : generate(set, spec);
    return std::make_pair(to_dataset(parts.train, set), to_dataset(parts.test, set));
  });
  Splits splits;
  splits.train = first_rows(train, "train_limit", spec.train_limit);
  splits.test = first_rows(test, "test_limit", spec.test_limit);
  return splits;
}

Splits load_table(UciSet const& set, DataSpec const& spec, Files const& files, uint64_t run_seed) {
  static Memo<Frame> memo;
  auto const key = fmt::format("{} {}{}", spec.name, files.key(), spec.partial);
  Frame const& frame = memo.get(key, [&] {
    return spec.source == Source::real
               ? read_uci(set, files.paths, spec.partial)
               : synthetic_frame(set.name, set.rows, set.columns, static_cast<int64_t>(set.classes.size()));
  });
  return spec.target > 0 ? split_frame(with_target(frame, class_numbers(set), spec), spec, run_seed)
                         : split_frame(frame, spec, run_seed);
}

/// One line for each kind of data.
Splits load_parts(CatalogEntry const& entry, DataSpec const& spec, Files const& files, uint64_t run_seed) {
  switch (entry.kind) {
    case DataKind::photographs:
      return files.images ? load_photographs(spec, files.images, files.cache)
                          : generate_photographs(spec, entry.classes);
    case DataKind::table:
      return load_table(entry.table, spec, files, run_seed);
    case DataKind::images:
      return load_images(entry.images, spec, files);
    case DataKind::points:
      return split_points(spec, run_seed);
    case DataKind::speech:
      return load_speech(spec, files.paths.empty() ? "" : files.paths.front(), files.key());
  }
  throw error(Exit::bug, "no loader for {}", spec.name);  // a new kind without a line above is a compiler's warning
}

Json identity(DataSpec const& spec, Splits const& splits, Files const& files) {
  Json list = Json::array();
  for (auto const& file : files.identities)
    list.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  Json out = {{"name", spec.name},
              {"source", names(spec.source)[static_cast<size_t>(spec.source)]},
              {"partial", spec.partial},
              {"classes", splits.train.classes},
              {"train_size", splits.train.y.numel()},
              {"test_size", splits.test.y.numel()}};
  if (splits.validation.y.defined()) out["validation_size"] = splits.validation.y.numel();
  if (files.cache) out["cache_quality"] = files.cache->key().quality;
  if (find_data(spec.name).kind == DataKind::points)
    out["origin"] = "drawn from its definition";  // whatever the source
  if (!files.manifest.empty()) out["manifest"] = files.manifest;
  out["files"] = list;
  if (auto const& names = files.left_out; !names.empty()) {
    out["left_out"] = names.size();
    out["left_out_files"] = Names(names.begin(), names.begin() + static_cast<long>(std::min(names.size(), kNamed)));
  }
  return out;
}

/// A field that a kind of data has no use for would make another run of the same thing.
void refuse_unused(DataKind kind, DataSpec const& spec) {
  DataSpec const neutral;
  auto const refuse = [&](bool set, char const* field, char const* what) {
    if (set) throw error(Exit::usage, "data.{}: {} has no {}, allowed is the default", field, spec.name, what);
  };
  if (kind != DataKind::photographs) {
    refuse(spec.classes != neutral.classes, "classes", "choice of classes");
    refuse(spec.size != neutral.size, "size", "photographs to resize");
    refuse(spec.cache != neutral.cache, "cache", "photographs in a folder");
  } else if (spec.cache > 0 && spec.source != Source::real) {
    throw error(Exit::usage, "data.cache: generated photographs have no cache, allowed 0");
  }
  if (kind != DataKind::speech && kind != DataKind::photographs)
    refuse(spec.rest_to_test, "rest_to_test", "training examples to be judged by");
  if (spec.rest_to_test && spec.cache > 0)
    throw error(Exit::usage, "data.rest_to_test: a cache keeps its parts apart, allowed false");
  if (kind != DataKind::table) refuse(spec.target != neutral.target, "target", "columns");
  if (spec.target > 0 && spec.corrupt > 0)
    throw error(Exit::usage, "data.corrupt: got {}, a number that is learnt has no classes, allowed 0", spec.corrupt);
  if (kind != DataKind::speech) {
    refuse(spec.features != neutral.features, "features", "sound");
    refuse(spec.pad_last != neutral.pad_last, "pad_last", "sound");
  }
  if (kind == DataKind::points) refuse(spec.scaling == Scaling::minmax, "scaling", "scaling");
}

}  // namespace

std::vector<int64_t> example_shape(Dataset const& data) {
  return data.examples ? data.examples->shape() : data.x.sizes().slice(1).vec();
}

Splits load(DataSpec const& spec, DataPlace const& place, uint64_t run_seed) {
  CatalogEntry const& entry = find_data(spec.name);
  Files const files = find_files(entry, spec, place);
  Splits splits = load_parts(entry, spec, files, run_seed);
  if (!splits.train.examples && splits.train.x.scalar_type() != at::kByte && spec.augment != Augment::none)
    throw error(Exit::usage, "data.augment: {} holds no images, allowed none", spec.name);
  refuse_unused(entry.kind, spec);
  corrupt_labels(splits, spec.corrupt, run_seed);
  splits.identity = identity(spec, splits, files);
  return splits;
}

}  // namespace mixup
