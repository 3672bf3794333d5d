// dataset: a name of the catalogue becomes the parts a run trains and is judged on.
#include "data/dataset.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "data/corrupt.hpp"
#include "data/images.hpp"
#include "data/photographs.hpp"
#include "data/points.hpp"
#include "data/set_files.hpp"
#include "data/speech.hpp"
#include "data/synthetic.hpp"
#include "data/tabular.hpp"
#include "data/unused_fields.hpp"
#include "formats/memo.hpp"
#include "formats/uci.hpp"

namespace mixup {
namespace {

constexpr size_t kNamed = 10;  // files left out that a record names

Splits load_table(UciSet const& set, DataSpec const& spec, SetFiles const& files, uint64_t run_seed) {
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
Splits load_parts(CatalogEntry const& entry, DataSpec const& spec, SetFiles const& files, uint64_t run_seed) {
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

Json identity(DataSpec const& spec, Splits const& splits, SetFiles const& files) {
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

}  // namespace

std::vector<int64_t> example_shape(Dataset const& data) {
  return data.examples ? data.examples->shape() : data.x.sizes().slice(1).vec();
}

Splits load(DataSpec const& spec, DataPlace const& place, uint64_t run_seed) {
  CatalogEntry const& entry = find_data(spec.name);
  SetFiles const files = find_files(entry, spec, place);
  Splits splits = load_parts(entry, spec, files, run_seed);
  if (!splits.train.examples && splits.train.x.scalar_type() != at::kByte && spec.augment != Augment::none)
    throw error(Exit::usage, "data.augment: {} holds no images, allowed none", spec.name);
  refuse_unused(entry.kind, spec);
  corrupt_labels(splits, spec.corrupt, run_seed);
  splits.identity = identity(spec, splits, files);
  return splits;
}

}  // namespace mixup
