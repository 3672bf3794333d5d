// jpeg_test: codings, cuts and damage; YCCK files are written here, since nothing else at hand writes them.
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG

#include <cstdlib>

#include "core/json.hpp"
#include "error_of.hpp"
#include "formats/file.hpp"
#include "formats/ink_jpeg.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

constexpr char const* kCodings[] = {"rgb_jpeg", "gray_jpeg", "cmyk_jpeg", "png", "ppm"};

std::string from_hex(std::string const& hex) {
  std::string out;
  for (size_t i = 0; i < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

int distance(std::vector<uint8_t> const& a, std::vector<uint8_t> const& b) {
  REQUIRE(a.size() == b.size());
  int most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

}  // namespace

TEST_CASE("Files of every coding decode to Pillow's values") {
  auto const golden = parse_json(read_bytes(MIXUP_TEST_DIR "/golden/images.json"), "images.json");
  for (auto const& file : golden["files"]) {
    INFO(file["name"]);
    auto const bytes = from_hex(file["hex"]);
    auto const header = read_header(bytes);
    CHECK(kCodings[static_cast<size_t>(header.coding)] == file["name"]);
    CHECK(header.width == file["size"][0]);
    CHECK(header.height == file["size"][1]);
    CHECK(distance(decode(bytes).rgb, file["rgb"].get<std::vector<uint8_t>>()) <= 1);
  }
}

TEST_CASE("Every file is what torchvision's loader makes of it, pixel for pixel") {
  auto const golden = parse_json(read_bytes(MIXUP_TEST_DIR "/golden/loader_images.json"), "loader_images.json");
  CHECK(golden.size() > 40);
  for (auto const& file : golden) {
    INFO(file["name"].get<std::string>());
    auto const image = decode(from_hex(file["hex"]));
    CHECK(image.width == file["size"][0]);
    CHECK(image.height == file["size"][1]);
    CHECK(image.rgb == file["rgb"].get<std::vector<uint8_t>>());
  }
}

TEST_CASE("16-bit samples give their high byte, with and without an sRGB chunk") {  // pnggroup/libpng#515
  auto const golden = parse_json(read_bytes(MIXUP_TEST_DIR "/golden/loader_images.json"), "loader_images.json");
  auto const first = [&](size_t i) { return decode(from_hex(golden[i]["hex"])).rgb; };
  for (auto const v : first(0)) CHECK(v == 128);
  auto const colours = first(1);
  for (size_t i = 0; i < colours.size(); ++i) CHECK(colours[i] == (i % 3 == 0 ? 128 : i % 3 == 1 ? 64 : 32));
}

TEST_CASE("What is given instead of an image is named") {
  using namespace std::literals;
  for (auto const& [bytes, name] : {std::pair{"GIF89a"s, "a GIF image"},
                                    {"II*\0\x08"s, "a TIFF image"},
                                    {"RIFF\x10\0\0\0WEBPVP8 "s, "a WebP image"},
                                    {"\0\0\0\x18"
                                     "ftypheic"s,
                                     "HEIC"},
                                    {"version https://git-lfs.github.com/spec/v1\n"s, "git lfs pull"},
                                    {"<!DOCTYPE html>"s, "a page of HTML"},
                                    {"\1\2\3"s, "of no known kind"}})
    CHECK_THAT(error_of([&, b = bytes] { read_header(b); }).what(), Contains(name));
}

TEST_CASE("CMYK and YCCK, with and without Adobe's marker, become (1 - ink)(1 - black)") {
  auto const image = waves(40, 32);
  auto expected = image.rgb;
  for (auto& v : expected) v = static_cast<uint8_t>(v * (255 - 40) / 255);
  for (auto const& bytes :
       {write_inks(image, JCS_CMYK, true), write_inks(image, JCS_CMYK, false), write_inks(image, JCS_YCCK, true)}) {
    CHECK(read_header(bytes).coding == Coding::cmyk_jpeg);
    CHECK(distance(decode(bytes).rgb, expected) <= 8);  // compression at quality 98; a wrong sign is off by 100
  }
}

TEST_CASE("A region is the whole image, cut, to the last bit") {
  auto const image = waves(150, 117);
  for (auto const& bytes :
       {encode_jpeg(image, 75, false), encode_jpeg(image, 75, true), write_inks(image, JCS_YCCK, true)}) {
    auto const whole = decode(bytes);
    for (Region const region :
         {Region{0, 0, 150, 117}, Region{1, 1, 5, 5}, Region{16, 16, 32, 32}, Region{70, 61, 40, 9},
          Region{149, 116, 1, 1}, Region{0, 100, 150, 17}, Region{33, 0, 100, 117}})
      CHECK(decode(bytes, region).rgb == crop(whole, region).rgb);
  }
}

TEST_CASE("A gray image has three equal channels") {
  auto const bytes = encode_jpeg(waves(20, 10), 90, true);
  CHECK(read_header(bytes).coding == Coding::gray_jpeg);
  auto const rgb = decode(bytes).rgb;
  for (size_t i = 0; i < rgb.size(); i += 3) CHECK((rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2]));
}

TEST_CASE("A file that is cut off is refused whatever part of it is asked for") {
  auto const bytes = encode_jpeg(waves(200, 200), 90, false);
  for (size_t kept : {size_t{3}, size_t{100}, bytes.size() / 2, bytes.size() - 2}) {
    auto const error = error_of([&] { decode(bytes.substr(0, kept), {0, 0, 8, 8}); });
    INFO(kept << ": " << error.what());
    CHECK(error.code == Exit::data);
  }
  auto const ended = bytes.substr(0, bytes.size() / 2) + "\xFF\xD9";  // cut, and the end marker put back
  CHECK(error_of([&] { decode(ended); }).code == Exit::data);
}

TEST_CASE("Nothing, anything and giants are refused before memory is taken") {
  CHECK_THAT(error_of([] { read_header(""); }).what(), Contains("0 bytes"));
  CHECK(error_of([] { read_header("GIF89a"); }).code == Exit::data);
  auto bytes = encode_jpeg(waves(16, 16), 90, false);
  auto const frame = bytes.find("\xFF\xC0");  // SOF0: length, precision, height, width
  auto const with_sides = [&](char high, char low) {
    for (size_t i : {5, 7}) bytes[frame + i] = high;
    for (size_t i : {6, 8}) bytes[frame + i] = low;
    return error_of([&] { read_header(bytes); });
  };
  CHECK(with_sides('\xFF', '\xFF').code == Exit::data);  // 65535: libjpeg stops at 65500
  CHECK_THAT(with_sides('\xEA', '\x60').what(), Contains("60000 x 60000"));
  CHECK_THAT(with_sides('\x20', '\0').what(), Contains("8192 x 8192 pixels in"));  // allowed, but not of so few bytes
}

TEST_CASE("The plainest image has more bytes than are asked for, in every coding") {
  Image const black{1024, 1024, std::vector<uint8_t>(3 << 20)};
  for (bool gray : {true, false}) CHECK(decode(encode_jpeg(black, 1, gray)).rgb.size() == 3 << 20);
}

TEST_CASE("A progressive image of a thousand scans is refused, one of a few is read") {
  auto const file = [](char const* name) {
    return read_bytes(std::string(MIXUP_TEST_DIR "/fuzz/corpus/jpeg/") + name);
  };
  CHECK_THAT(error_of([&] { decode(file("scans-1000")); }).what(), Contains("more than 100 scans"));
  CHECK(decode(file("good-progressive")).rgb == std::vector<uint8_t>(3 * 8 * 8, 128));
}

TEST_CASE("Flipped bytes end in an image or in an error of the file, nothing else") {
  auto const good = encode_jpeg(waves(64, 48), 85, false);
  for (size_t at = 2; at < good.size(); at += 3) {
    auto bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    auto const error = error_of([&] { decode(bytes); });
    CHECK((error.code == Exit::ok || error.code == Exit::data));
  }
}
#endif
