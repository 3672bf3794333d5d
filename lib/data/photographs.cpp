#include "data/photographs.hpp"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "formats/resize.hpp"

namespace mixup {
namespace {

// Means and deviations of R, G, B in [0, 1]: the constants of fb.resnet.torch, which Goyal et al. 2017 start from.
std::vector<double> const kMean = {.485, .456, .406}, kStd = {.229, .224, .225};

constexpr std::array<char const*, 5> kCodings = {"rgb", "grayscale", "cmyk", "png", "ppm"};  // in the order of Coding
constexpr uint8_t kUnreadable = 1U << 7U;
constexpr size_t kNamed = 10;  // unreadable files named in a record, and always forgiven

using Lookups = std::array<std::array<float, 256>, 3>;  // byte -> normalised value, of each channel

Lookups make_lookups() {
  Lookups lookups{};
  for (size_t c = 0; c < 3; ++c)
    for (size_t v = 0; v < 256; ++v)
      lookups[c][v] = static_cast<float>((static_cast<double>(v) / 255 - kMean[c]) / kStd[c]);
  return lookups;
}

/// `out` [H, W, 3] floats.
void normalise(float* out, Image const& image, bool flip, Lookups const& lookups) {
  int64_t const step = flip ? -3 : 3;
  for (int64_t y = 0; y < image.height; ++y) {
    uint8_t const* in = image.rgb.data() + (y * image.width + (flip ? image.width - 1 : 0)) * 3;
    for (int64_t x = 0; x < image.width; ++x, in += step)
      for (size_t c = 0; c < 3; ++c) *out++ = lookups[c][in[c]];
  }
}

}  // namespace

Photographs::Photographs(ImageSource source, int64_t size)
    : source_(std::move(source)), size_(size), seen_(std::make_unique<std::atomic<uint8_t>[]>(source_.labels.size())) {
  for (size_t i = 0; i < source_.labels.size(); ++i) {
    auto const label = static_cast<size_t>(source_.labels[i]);
    if (label >= by_class_.size()) by_class_.resize(label + 1);
    place_.push_back(static_cast<int64_t>(by_class_[label].size()));
    by_class_[label].push_back(static_cast<int64_t>(i));
    seen_[i] = 0;
  }
}

at::Tensor Photographs::make(at::Tensor const& indices, Augment augment, uint64_t seed) const {
  static Lookups const lookups = make_lookups();
  int64_t const count = indices.numel(), values = size_ * size_ * 3;
  auto const out = at::empty({count, size_, size_, 3}, at::kFloat);
  auto const* const rows = indices.data_ptr<int64_t>();
  auto* const pixels = out.data_ptr<float>();
  for (int64_t b = 0; b < count; ++b) {
    if (rows[b] < 0 || rows[b] >= static_cast<int64_t>(place_.size()))
      throw error(Exit::bug, "make_batch: index {} is {}, allowed 0 ... {}", b, rows[b], place_.size() - 1);
    auto const [image, flip] = see(rows[b], augment, seed, b);
    normalise(pixels + b * values, image, flip, lookups);
  }
  return out.permute({0, 3, 1, 2});
}

Photographs::Seen Photographs::see(int64_t index, Augment augment, uint64_t seed, int64_t position) const {
  auto const& siblings = by_class_[static_cast<size_t>(source_.labels[static_cast<size_t>(index)])];
  std::string reason;
  for (size_t tried = 0; tried < siblings.size(); ++tried) {
    auto const file = siblings[(static_cast<size_t>(place_[static_cast<size_t>(index)]) + tried) % siblings.size()];
    auto const bytes = source_.bytes(file);
    try {
      auto const header = read_header(bytes);
      auto const view = photo_view(header.width, header.height, size_, augment, seed, position);
      auto const part = decode(bytes, view.region);
      seen_[static_cast<size_t>(file)] |= static_cast<uint8_t>(1U << static_cast<unsigned>(header.coding));
      return {resize(part, view.width, view.height, view.window), view.flip};
    } catch (Error const& e) {
      if (e.code != Exit::data) throw;
      skip(file, reason = e.what());
    }
  }
  throw error(Exit::data, "{}: none of the {} files of its class can be decoded; the last one: {}", source_.name(index),
              siblings.size(), reason);
}

void Photographs::skip(int64_t index, std::string const& reason) const {
  if ((seen_[static_cast<size_t>(index)].fetch_or(kUnreadable) & kUnreadable) != 0) return;
  auto const skipped = ++skipped_, all = static_cast<int64_t>(place_.size());
  if (skipped > static_cast<int64_t>(kNamed) && skipped * 100 > all)
    throw error(Exit::data, "{} of {} images cannot be decoded, allowed 1 in 100; the last one: {}: {}", skipped, all,
                source_.name(index), reason);
}

Json Photographs::counts() const {
  std::array<int64_t, kCodings.size()> of{};
  Json names = Json::array();
  for (auto const& name : source_.left_out)
    if (names.size() < kNamed) names.push_back(name);
  for (size_t i = 0; i < place_.size(); ++i) {
    auto const seen = seen_[i].load();
    for (size_t k = 0; k < of.size(); ++k) of[k] += (seen >> k) & 1U;
    if ((seen & kUnreadable) != 0 && names.size() < kNamed) names.push_back(source_.name(static_cast<int64_t>(i)));
  }
  Json out = Json::object();
  for (size_t k = 0; k < of.size(); ++k) out[kCodings[k]] = of[k];
  out["skipped"] = skipped_.load() + static_cast<int64_t>(source_.left_out.size());
  out["skipped_files"] = names;
  return out;
}

Dataset photograph_data(ImageSource source, int64_t classes, int64_t size) {
  Dataset out;
  out.classes = classes;
  out.mean = kMean;
  out.std = kStd;
  out.y = at::empty({static_cast<int64_t>(source.labels.size())}, at::kLong);
  std::copy(source.labels.begin(), source.labels.end(), out.y.data_ptr<int64_t>());
  out.examples = std::make_shared<Photographs>(std::move(source), size);
  return out;
}

}  // namespace mixup
