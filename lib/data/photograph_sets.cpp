// photograph_sets: listed or generated images become the parts of a data set.
#include "core/error.hpp"
#include "data/limit.hpp"
#include "data/photographs.hpp"
#include "data/synthetic_photographs.hpp"
#include "formats/file.hpp"
#include "formats/jpeg.hpp"
#include "formats/memo.hpp"

namespace mixup {
namespace {

// A stand-in lies in memory: this many images are 100 MB.
constexpr int64_t kMostGenerated[] = {20000, 5000};  // to train on, to test on

/// A photograph of a part of the folder.
struct Place {
  ImagePart const* part;
  int64_t index;
};
using Places = std::vector<Place>;

ImageSource listed(std::shared_ptr<ImageFolder const> const& images, Places const& photographs) {
  ImageSource source;
  for (auto const& [part, i] : photographs) source.labels.push_back(part->files[static_cast<size_t>(i)].label);
  auto const places = std::make_shared<Places>(photographs);
  auto const at = [places](int64_t i) { return (*places)[static_cast<size_t>(i)]; };
  source.bytes = [images, at](int64_t i) { return read_bytes(images->path(*at(i).part, at(i).index)); };
  source.name = [images, at](int64_t i) { return images->name(*at(i).part, at(i).index); };
  return source;
}

void append(Places& places, ImagePart const& part, int64_t first, int64_t end) {
  for (int64_t i = first; i < end; ++i) places.push_back({&part, i});
}

/// What is trained on, and what is judged by: the other part and, if asked for, the rest of the first.
std::pair<Places, Places> parts_of(ImageFolder const& images, DataSpec const& spec) {
  auto const all = static_cast<int64_t>(images.train.files.size());
  auto const trains = limited("train_limit", spec.train_limit, all);
  Places train, test;
  append(train, images.train, 0, trains);
  append(test, images.val, 0, static_cast<int64_t>(images.val.files.size()));
  if (spec.rest_to_test) append(test, images.train, trains, all);
  test.resize(static_cast<size_t>(limited("test_limit", spec.test_limit, static_cast<int64_t>(test.size()))));
  return {train, test};
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
    if (!cache) return listed(images, train ? parts_of(*images, spec).first : parts_of(*images, spec).second);
    auto const& key = cache->key();
    return train ? cached(cache, 0, key.train, classes, "train_limit", spec.train_limit)
                 : cached(cache, key.train, key.val, classes, "test_limit", spec.test_limit);
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
