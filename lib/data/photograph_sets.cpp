// photograph_sets: listed or generated images become the parts of a data set.
#include "core/error.hpp"
#include "data/photographs.hpp"
#include "data/synthetic_photographs.hpp"
#include "data/tabular.hpp"
#include "formats/file.hpp"
#include "formats/jpeg.hpp"
#include "formats/memo.hpp"

namespace mixup {
namespace {

// A stand-in lies in memory: this many images are 100 MB.
constexpr int64_t kMostGenerated[] = {20000, 5000};  // to train on, to test on

ImageSource listed(std::shared_ptr<ImageFolder const> const& images, ImagePart const& part, char const* field,
                   int64_t limit) {
  ImageSource source;
  auto const count = limited(field, limit, static_cast<int64_t>(part.files.size()));
  for (int64_t i = 0; i < count; ++i) source.labels.push_back(part.files[static_cast<size_t>(i)].label);
  source.bytes = [images, &part](int64_t i) { return read_bytes(images->path(part, i)); };
  source.name = [images, &part](int64_t i) { return images->name(part, i); };
  return source;
}

/// The images first ... first + count - 1 of the cache that are whole and of one of the first `classes`.
ImageSource cached(std::shared_ptr<ImageCache const> const& cache, uint64_t first, uint64_t count, int64_t classes,
                   char const* field, int64_t limit) {
  ImageSource source;
  auto const numbers = std::make_shared<std::vector<uint64_t>>();
  for (uint64_t i = first; i < first + count; ++i) {
    auto const image = cache->image(i);
    if (image.label >= classes) continue;
    if (image.broken) {
      source.left_out.emplace_back(image.name);
      continue;
    }
    numbers->push_back(i);
    source.labels.push_back(image.label);
  }
  source.labels.resize(static_cast<size_t>(limited(field, limit, static_cast<int64_t>(numbers->size()))));
  source.bytes = [cache, numbers](int64_t i) {
    return std::string(cache->content(numbers->at(static_cast<size_t>(i))));
  };
  source.name = [cache, numbers](int64_t i) {
    return std::string(cache->image(numbers->at(static_cast<size_t>(i))).name);
  };
  return source;
}

ImageSource generated(DataSpec const& spec, char const* part, int64_t classes, int64_t count) {
  static Memo<std::vector<std::string>> memo;
  auto const& files = memo.get(fmt::format("{} {} {} {}", spec.name, part, classes, count),
                               [&] { return synthetic_photographs(spec.name, part, classes, count); });
  ImageSource source;
  for (int64_t i = 0; i < count; ++i) source.labels.push_back(i % classes);
  source.bytes = [&files](int64_t i) { return files[static_cast<size_t>(i)]; };
  source.name = [part](int64_t i) { return fmt::format("{} {}", part, i); };
  return source;
}

}  // namespace

Splits load_photographs(DataSpec const& spec, std::shared_ptr<ImageFolder const> const& images,
                        std::shared_ptr<ImageCache const> const& cache) {
  require_jpeg();
  auto const classes = static_cast<int64_t>(images->classes.size());
  auto const part = [&](bool train) {
    auto const* const field = train ? "train_limit" : "test_limit";
    auto const limit = train ? spec.train_limit : spec.test_limit;
    if (!cache) return listed(images, train ? images->train : images->val, field, limit);
    auto const& key = cache->key();
    return cached(cache, train ? 0 : key.train, train ? key.train : key.val, classes, field, limit);
  };
  Splits splits;
  splits.train = photograph_data(part(true), classes, spec.size);
  splits.test = photograph_data(part(false), classes, spec.size);
  return splits;
}

Splits generate_photographs(DataSpec const& spec, int64_t official_classes) {
  auto const classes = limited("classes", spec.classes, official_classes);
  auto const train = limited("train_limit", spec.train_limit, kMostGenerated[0]);
  auto const test = limited("test_limit", spec.test_limit, kMostGenerated[1]);
  Splits splits;
  splits.train = photograph_data(generated(spec, "train", classes, train), classes, spec.size);
  splits.test = photograph_data(generated(spec, "test", classes, test), classes, spec.size);
  return splits;
}

}  // namespace mixup
