// image_test: what Pillow decodes and resizes (tests/golden/images.py), and files that are not what they should be.
#include "formats/image.hpp"

#include <cmath>
#include <cstdlib>

#include "core/json.hpp"
#include "error_of.hpp"
#include "formats/file.hpp"
#include "formats/jpeg.hpp"
#include "formats/ppm.hpp"
#include "formats/resize.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

Json const& golden() {
  static Json const json = parse_json(read_bytes(MIXUP_TEST_DIR "/golden/images.json"), "images.json");
  return json;
}

/// Largest difference of two images' values.
int distance(std::vector<uint8_t> const& a, std::vector<uint8_t> const& b) {
  REQUIRE(a.size() == b.size());
  int most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

Image waves(int64_t width, int64_t height) {
  Image image{width, height, {}};
  for (int64_t i = 0; i < width * height * 3; ++i)
    image.rgb.push_back(static_cast<uint8_t>(128 + 100 * std::sin(0.05 * static_cast<double>(i % (width * 3))) *
                                                       std::cos(0.11 * static_cast<double>(i / width))));
  return image;
}

}  // namespace

TEST_CASE("Pillow's resized values are met to one level") {
  for (auto const& one : golden()["resizes"]) {
    Image const in{one["from"][0], one["from"][1], one["in"].get<std::vector<uint8_t>>()};
    auto const out = resize(in, one["to"][0], one["to"][1]);
    CHECK(distance(out.rgb, one["out"].get<std::vector<uint8_t>>()) <= 1);
  }
}

namespace {

/// The slow twin of resize: one value at a time, rows first, rounded to bytes, then columns; weights by their
/// definition.
double cubic(double x) {
  x = std::abs(x);
  return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

std::vector<uint8_t> resized_line(std::vector<uint8_t> const& in, int64_t size) {
  auto const from = static_cast<int64_t>(in.size());
  double const scale = double(from) / double(size), stretch = std::max(scale, 1.0);
  std::vector<uint8_t> out;
  for (int64_t i = 0; i < size; ++i) {
    double const centre = (double(i) + 0.5) * scale;
    auto const first = std::max<int64_t>(0, static_cast<int64_t>(centre - 2 * stretch + 0.5));
    auto const end = std::min<int64_t>(from, static_cast<int64_t>(centre + 2 * stretch + 0.5));
    double sum = 0, weights = 0;
    for (int64_t x = first; x < end; ++x) {
      double const weight = cubic((double(x) + 0.5 - centre) / stretch);
      sum += weight * in[static_cast<size_t>(x)];
      weights += weight;
    }
    out.push_back(static_cast<uint8_t>(std::min(std::max(sum / weights + 0.5, 0.0), 255.0)));
  }
  return out;
}

Image resized_slowly(Image const& image, int64_t width, int64_t height) {
  auto const value = [](Image& of, int64_t x, int64_t y, int64_t c) -> uint8_t& {
    return of.rgb[static_cast<size_t>((y * of.width + x) * 3 + c)];
  };
  auto in = image;
  Image between{width, image.height, std::vector<uint8_t>(static_cast<size_t>(width * image.height * 3))};
  Image out{width, height, std::vector<uint8_t>(static_cast<size_t>(width * height * 3))};
  std::vector<uint8_t> line;
  for (int64_t c = 0; c < 3; ++c) {
    for (int64_t y = 0; y < image.height; ++y) {
      line.clear();
      for (int64_t x = 0; x < image.width; ++x) line.push_back(value(in, x, y, c));
      line = resized_line(line, width);
      for (int64_t x = 0; x < width; ++x) value(between, x, y, c) = line[static_cast<size_t>(x)];
    }
    for (int64_t x = 0; x < width; ++x) {
      line.clear();
      for (int64_t y = 0; y < image.height; ++y) line.push_back(value(between, x, y, c));
      line = resized_line(line, height);
      for (int64_t y = 0; y < height; ++y) value(out, x, y, c) = line[static_cast<size_t>(y)];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("Resizing as vectors is resizing value by value") {
  struct Sizes {
    int64_t width, height, to_width, to_height;
  };
  for (auto const& s : std::vector<Sizes>{{61, 47, 90, 30},
                                          {37, 53, 16, 16},
                                          {5, 9, 224, 3},
                                          {1, 1, 7, 5},
                                          {2, 3, 1, 1},
                                          {33, 4, 32, 4},
                                          {300, 7, 11, 20}}) {
    Image image{s.width, s.height, {}};
    uint32_t random = 1;
    for (int64_t i = 0; i < s.width * s.height * 3; ++i)
      image.rgb.push_back(static_cast<uint8_t>((random = random * 1664525 + 1013904223) >> 24));
    auto const fast = resize(image, s.to_width, s.to_height), slow = resized_slowly(image, s.to_width, s.to_height);
    REQUIRE(fast.rgb.size() == slow.rgb.size());
    size_t apart = 0;  // a float rounds a half otherwise than a double, here and there
    for (size_t i = 0; i < fast.rgb.size(); ++i) {
      CHECK(std::abs(fast.rgb[i] - slow.rgb[i]) <= 1);
      apart += fast.rgb[i] != slow.rgb[i];
    }
    CHECK(apart * 1000 <= fast.rgb.size());
  }
}

TEST_CASE("A window of a resized image is the resized image, cut") {
  auto const image = waves(61, 47);
  auto const whole = resize(image, 90, 30);
  for (Region const window : {Region{0, 0, 90, 30}, Region{33, 3, 20, 27}, Region{89, 29, 1, 1}})
    CHECK(resize(image, 90, 30, window).rgb == crop(whole, window).rgb);
  CHECK(resize(image, 61, 47).rgb == image.rgb);  // same size: nothing changes
  CHECK_THROWS(resize(image, 90, 30, {80, 0, 11, 30}));
}

TEST_CASE("A flat image stays flat at any size") {
  Image const flat{31, 17, std::vector<uint8_t>(31 * 17 * 3, 201)};
  for (auto const& [w, h] : {std::pair<int64_t, int64_t>{7, 5}, {31, 40}, {1, 1}, {224, 224}})
    CHECK(resize(flat, w, h).rgb == std::vector<uint8_t>(static_cast<size_t>(w * h * 3), 201));
}

TEST_CASE("PPM is read back, and refused with bytes missing") {
  auto const image = waves(13, 5);
  auto const bytes = encode_ppm(image);
  CHECK(decode(bytes).rgb == image.rgb);
  CHECK(decode(bytes, {2, 1, 4, 3}).rgb == crop(image, {2, 1, 4, 3}).rgb);
  CHECK(error_of([&] { decode(bytes.substr(0, bytes.size() - 1)); }).code == Exit::data);
  CHECK(error_of([] { read_header("P6 65535 65535 255\n"); }).code == Exit::data);
}

TEST_CASE("A program without libjpeg says what to install") {
  if (has_jpeg()) return;
  auto const error = error_of([] { read_header("\xFF\xD8\xFF\xE0"); });
  CHECK(error.code == Exit::usage);
  CHECK_THAT(error.what(), Contains("MIXUP_WITH_JPEG=ON"));
}
