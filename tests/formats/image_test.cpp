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
