// synthetic: patterns are sums of waves that fit the image a whole number of times, so a shift may wrap around.
//
// The constants of this file are chosen for what they bring about: a small net learns the classes gradually, and with
// half of the labels corrupted ERM memorises them while mixup does not (tests/apps/program_test.sh holds them to it).
#include "data/synthetic.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/seed.hpp"

namespace mixup {
namespace {

constexpr size_t kWaves = 4, kFinest = 3;  // waves per channel; periods across the image
constexpr int64_t kShift = 4;              // pixels, in both directions
constexpr double kMostForeign = 0.45;      // weight of another class's pattern; at 0.5 the label would be a coin
constexpr double kOwn = 0.4;               // weight of the pattern that belongs to no class
constexpr double kGrain = 0.5;             // half width of the noise of a value
constexpr double kContrast = 50;           // of 0 ... 255; most values stay inside
constexpr double kTwoPi = 6.283185307179586;

using Pattern = std::array<float, kImageBytes>;  // [3, 32, 32], variance 1

uint64_t seed_of(std::string const& name, std::string const& what, int64_t index) {
  return derive_seed(0, "synthetic/" + name + "/" + what, 0, static_cast<uint64_t>(index));
}

void add_wave(float* channel, SplitMix64& random) {
  auto const periods = [&] { return static_cast<double>(random.below(2 * kFinest + 1)) - double{kFinest}; };
  double const down = periods(), right = periods(), phase = kTwoPi * random.uniform();
  for (int64_t h = 0; h < kSide; ++h)
    for (int64_t w = 0; w < kSide; ++w) {
      double const angle = kTwoPi * (down * static_cast<double>(h) + right * static_cast<double>(w)) / kSide + phase;
      channel[h * kSide + w] += static_cast<float>(std::sqrt(2.0 / kWaves) * std::cos(angle));
    }
}

Pattern make_pattern(uint64_t seed) {
  SplitMix64 random(seed);
  Pattern pattern{};
  for (int64_t c = 0; c < kChannels; ++c)
    for (size_t i = 0; i < kWaves; ++i) add_wave(pattern.data() + c * kSide * kSide, random);
  return pattern;
}

/// Adds `weight` times the pattern, shifted by up to kShift pixels.
void blend(Pattern& image, Pattern const& pattern, double weight, SplitMix64& random) {
  auto const shift = [&] { return static_cast<int64_t>(random.below(2 * kShift + 1)) - kShift + kSide; };
  int64_t const down = shift(), right = shift();
  for (int64_t c = 0; c < kChannels; ++c)
    for (int64_t h = 0; h < kSide; ++h)
      for (int64_t w = 0; w < kSide; ++w)
        image[static_cast<size_t>((c * kSide + h) * kSide + w)] +=
            static_cast<float>(weight) *
            pattern[static_cast<size_t>((c * kSide + (h + down) % kSide) * kSide + (w + right) % kSide)];
}

/// Patterns that belong to no class; an image takes one of them.
constexpr int64_t kOwnPatterns = 256;

struct Palette {
  std::vector<Pattern> classes, own;
};

Palette make_palette(std::string const& name, int64_t classes) {
  Palette palette;
  for (int64_t k = 0; k < classes; ++k) palette.classes.push_back(make_pattern(seed_of(name, "class", k)));
  for (int64_t k = 0; k < kOwnPatterns; ++k) palette.own.push_back(make_pattern(seed_of(name, "own", k)));
  return palette;
}

/// Writes one image and returns its label.
int64_t draw_image(uint8_t* out, Palette const& palette, uint64_t seed) {
  SplitMix64 random(seed);
  uint64_t const classes = palette.classes.size();
  uint64_t const label = random.below(classes), other = (label + 1 + random.below(classes - 1)) % classes;
  double const foreign = kMostForeign * random.uniform();
  Pattern image{};
  blend(image, palette.classes[label], 1 - foreign, random);
  blend(image, palette.classes[other], foreign, random);
  blend(image, palette.own[random.below(palette.own.size())], kOwn, random);
  double const light = 128 + 30 * (2 * random.uniform() - 1), contrast = kContrast * (0.6 + 0.8 * random.uniform());
  for (size_t i = 0; i < image.size(); ++i) {
    double const value = light + contrast * (image[i] + kGrain * (2 * random.uniform() - 1));
    out[i] = static_cast<uint8_t>(std::clamp(value, 0.0, 255.0));
  }
  return static_cast<int64_t>(label);
}

}  // namespace

Images synthetic_images(std::string const& name, std::string const& part, int64_t classes, int64_t count) {
  Palette const palette = make_palette(name, classes);
  Images images;
  images.pixels.resize(static_cast<size_t>(count * kImageBytes));
  for (int64_t i = 0; i < count; ++i)
    images.labels.push_back(draw_image(images.pixels.data() + i * kImageBytes, palette, seed_of(name, part, i)));
  return images;
}

Frame synthetic_frame(std::string const& name, int64_t rows, int64_t columns, int64_t classes) {
  constexpr int64_t kInformative = 6;  // columns in which the clusters differ
  constexpr double kApart = 1.2;       // deviation of the centres, in deviations of a cluster
  int64_t const informative = std::min(columns, kInformative);
  std::vector<double> centres;  // [classes, informative]
  for (int64_t k = 0; k < classes; ++k) {
    SplitMix64 random(seed_of(name, "class", k));
    for (int64_t j = 0; j < informative; ++j) centres.push_back(kApart * random.normal());
  }
  Frame frame{rows, columns, classes, {}, std::vector<int64_t>(static_cast<size_t>(columns), 0), {}};
  frame.values.reserve(static_cast<size_t>(rows * columns));
  for (int64_t i = 0; i < rows; ++i) {
    SplitMix64 random(seed_of(name, "row", i));
    auto const label = static_cast<int64_t>(random.below(static_cast<uint64_t>(classes)));
    for (int64_t j = 0; j < columns; ++j)
      frame.values.push_back(random.normal() +
                             (j < informative ? centres[static_cast<size_t>(label * informative + j)] : 0));
    frame.labels.push_back(label);
  }
  return frame;
}

}  // namespace mixup
