#include "data/photo_view.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/seed.hpp"

namespace mixup {
namespace {

constexpr double kLeastArea = 0.08, kFlattest = 3.0 / 4, kWidest = 4.0 / 3;
constexpr int kTries = 10;

/// As large as fits, in the middle, of the allowed shape that is nearest.
Region centred(int64_t width, int64_t height) {
  auto const w = static_cast<double>(width), h = static_cast<double>(height);
  double const aspect = std::min(std::max(w / h, kFlattest), kWidest);
  int64_t const cut_width = std::clamp<int64_t>(std::llround(std::min(w, h * aspect)), 1, width);
  int64_t const cut_height = std::clamp<int64_t>(std::llround(std::min(h, w / aspect)), 1, height);
  return {(width - cut_width) / 2, (height - cut_height) / 2, cut_width, cut_height};
}

Region draw_region(int64_t width, int64_t height, SplitMix64& random) {
  for (int i = 0; i < kTries; ++i) {
    double const area = static_cast<double>(width * height) * (kLeastArea + (1 - kLeastArea) * random.uniform());
    double const low = std::log(kFlattest), high = std::log(kWidest);
    double const aspect = std::exp(low + (high - low) * random.uniform());
    int64_t const w = std::llround(std::sqrt(area * aspect)), h = std::llround(std::sqrt(area / aspect));
    if (w < 1 || h < 1 || w > width || h > height) continue;
    auto const place = [&](int64_t room) {
      return static_cast<int64_t>(random.below(static_cast<uint64_t>(room + 1)));
    };
    int64_t const left = place(width - w), top = place(height - h);
    return {left, top, w, h};
  }
  return centred(width, height);
}

PhotoView centre_view(int64_t width, int64_t height, int64_t size) {
  int64_t const shorter = std::llround(static_cast<double>(size) * 256 / 224), least = std::min(width, height);
  PhotoView view{{0, 0, width, height}, shorter * width / least, shorter * height / least, {}, false};
  view.window = {(view.width - size) / 2, (view.height - size) / 2, size, size};
  return view;
}

}  // namespace

PhotoView photo_view(int64_t width, int64_t height, int64_t size, Augment augment, uint64_t seed, int64_t position) {
  if (augment == Augment::none) return centre_view(width, height, size);
  if (augment != Augment::resized_crop_flip)
    throw error(Exit::usage, "data.augment: {} is for images of one size, allowed here none, resized_crop_flip",
                names(augment)[static_cast<size_t>(augment)]);
  SplitMix64 random(derive_seed(seed, "augment", 0, static_cast<uint64_t>(position)));
  bool const flip = random.below(2) == 1;
  return {draw_region(width, height, random), size, size, {0, 0, size, size}, flip};
}

}  // namespace mixup
