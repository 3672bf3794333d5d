// synthetic_photographs: colour and texture survive crops of any size, so a small net learns the classes within epochs.
//
// The constants are chosen for that (tests/train/photographs_run_test.cpp holds them to it).
#include "data/synthetic_photographs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/seed.hpp"
#include "formats/jpeg.hpp"
#include "formats/ppm.hpp"

namespace mixup {
namespace {

constexpr int64_t kLeastSide = 80, kMostSide = 160;
constexpr double kForeignMost = 0.45;            // weight of another class; at 0.5 the label would be a coin
constexpr double kTurn = 0.15, kStretch = 0.2;   // radians, and share of the wave's length
constexpr double kPhotoGrain = 25;               // half width of the noise of a value, of 0 ... 255
constexpr double kLongest = 40, kShortest = 10;  // pixels a wave
constexpr double kPi = 3.141592653589793;
constexpr int kQuality = 85;
constexpr uint64_t kGrayOneIn = 8;

double between(SplitMix64& random, double low, double high) { return low + (high - low) * random.uniform(); }

struct Texture {
  std::array<double, 3> colour{}, swing{};
  double length = 1, direction = 0, phase = 0;  // pixels, radians, radians
  double right = 0, down = 0;                   // radians per pixel, from length and direction

  /// -1 ... 1, the same in all channels.
  double wave(int64_t x, int64_t y) const {
    return std::cos(right * static_cast<double>(x) + down * static_cast<double>(y) + phase);
  }
};

Texture class_texture(std::string const& name, uint64_t label) {
  SplitMix64 random(derive_seed(0, "synthetic/" + name + "/class", 0, label));
  Texture texture;
  for (size_t c = 0; c < 3; ++c) {
    texture.colour[c] = between(random, 60, 195);
    texture.swing[c] = between(random, -60, 60);
  }
  texture.length = between(random, kShortest, kLongest);
  texture.direction = between(random, 0, kPi);
  return texture;
}

/// As it is met in one image.
Texture vary(Texture texture, SplitMix64& random) {
  texture.direction += between(random, -kTurn, kTurn);
  texture.length *= between(random, 1 - kStretch, 1 + kStretch);
  texture.phase = between(random, 0, 2 * kPi);
  texture.right = 2 * kPi * std::cos(texture.direction) / texture.length;
  texture.down = 2 * kPi * std::sin(texture.direction) / texture.length;
  double const light = between(random, -30, 30);
  for (double& colour : texture.colour) colour += light;
  return texture;
}

Image draw(Texture const& own, Texture const& other, double foreign, SplitMix64& random) {
  auto const side = [&] { return kLeastSide + static_cast<int64_t>(random.below(kMostSide - kLeastSide + 1)); };
  Image image{side(), side(), {}};
  image.rgb.reserve(static_cast<size_t>(image.width * image.height * 3));
  for (int64_t y = 0; y < image.height; ++y)
    for (int64_t x = 0; x < image.width; ++x) {
      double const wave = own.wave(x, y), second = other.wave(x, y);
      for (size_t c = 0; c < 3; ++c) {
        double const value = (1 - foreign) * (own.colour[c] + own.swing[c] * wave) +
                             foreign * (other.colour[c] + other.swing[c] * second);
        image.rgb.push_back(
            static_cast<uint8_t>(std::clamp(value + between(random, -kPhotoGrain, kPhotoGrain), 0.0, 255.0)));
      }
    }
  return image;
}

/// Each pixel its mean: what encode_jpeg's `gray` takes its one channel from.
void make_gray(Image& image) {
  for (size_t i = 0; i < image.rgb.size(); i += 3) {
    auto const mean = static_cast<uint8_t>((image.rgb[i] + image.rgb[i + 1] + image.rgb[i + 2]) / 3);
    std::fill_n(image.rgb.begin() + static_cast<int64_t>(i), 3, mean);
  }
}

}  // namespace

std::vector<std::string> synthetic_photographs(std::string const& name, std::string const& part, int64_t classes,
                                               int64_t count) {
  std::vector<Texture> textures;
  for (int64_t k = 0; k < classes; ++k) textures.push_back(class_texture(name, static_cast<uint64_t>(k)));
  std::vector<std::string> files;
  for (int64_t i = 0; i < count; ++i) {
    SplitMix64 random(derive_seed(0, "synthetic/" + name + "/" + part, 0, static_cast<uint64_t>(i)));
    auto const label = static_cast<size_t>(i % classes);
    auto const& other = textures[random.below(textures.size())];
    auto const own = vary(textures[label], random), foreign = vary(other, random);
    double const weight = kForeignMost * random.uniform();
    auto image = draw(own, foreign, weight, random);
    bool const gray = random.below(kGrayOneIn) == 0;
    if (gray) make_gray(image);
    files.push_back(has_jpeg() ? encode_jpeg(image, kQuality, gray) : encode_ppm(image));
  }
  return files;
}

}  // namespace mixup
