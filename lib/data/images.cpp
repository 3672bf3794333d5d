// images: CIFAR's bytes as two tensors.
#include "data/images.hpp"

#include <ATen/ops/empty.h>

#include <algorithm>

#include "data/limit.hpp"
#include "data/synthetic.hpp"
#include "formats/cifar.hpp"
#include "formats/memo.hpp"

namespace mixup {
namespace {

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

}  // namespace

Splits load_images(CifarSet const& set, DataSpec const& spec, SetFiles const& files) {
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

}  // namespace mixup
