// picture_cache_test: a cache holds the pictures of its folder, made smaller.
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <cmath>

#include "formats/cache_folder.hpp"
#include "formats/crc32.hpp"
#include "formats/resize.hpp"
#include "real_data.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

double psnr(Picture const& a, Picture const& b) {
  REQUIRE(a.rgb.size() == b.rgb.size());
  double sum = 0;
  for (size_t i = 0; i < a.rgb.size(); ++i) sum += std::pow(double(a.rgb[i]) - b.rgb[i], 2);
  return 10 * std::log10(255 * 255 / (sum / double(a.rgb.size()) + 1e-9));
}

Picture directly(std::string const& bytes, int64_t size) {
  auto const picture = decode(bytes);
  auto const shorter = std::min(picture.width, picture.height);
  return shorter <= size ? picture : resize(picture, size * picture.width / shorter, size * picture.height / shorter);
}

}  // namespace

TEST_CASE("CRC-32 is that of ISO 3309, in one piece or several", "[cache]") {
  CHECK(crc32("123456789") == 0xcbf43926);  // the check value of every catalogue of CRCs
  CHECK(crc32("6789", crc32("12345")) == 0xcbf43926);
  CHECK(crc32("") == 0);
}

TEST_CASE("A cache has the labels, names and number of the folder, and its pictures made smaller", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  auto const images = list(folder);
  built(folder);
  auto const cache = open_cache(folder.path(), kSmall, images);
  REQUIRE(cache->key().train == 18);
  REQUIRE(cache->key().val == 7);
  CHECK(cache->digest().size() == 64);
  std::vector<std::string> broken;
  uint64_t number = 0;
  for (auto const* part : {&images.train, &images.val})
    for (int64_t i = 0; i < int64_t(part->files.size()); ++i, ++number) {
      auto const picture = cache->picture(number);
      CHECK(picture.name == images.name(*part, i));
      CHECK(picture.label == part->files[size_t(i)].label);
      if (picture.broken) {
        broken.push_back(std::string(picture.name) + ": " + std::string(cache->content(number)));
        continue;
      }
      INFO(picture.name);
      auto const original = read_bytes(images.path(*part, i));
      auto const found = decode(cache->content(number));
      CHECK(std::min(found.width, found.height) <= kSmall);
      CHECK(psnr(found, directly(original, kSmall)) > 33);
      CHECK((picture.name == "n1/small.JPEG") == (cache->content(number) == original));
      auto const coding = read_header(original).coding;
      CHECK((read_header(cache->content(number)).coding == Coding::gray_jpeg) == (coding == Coding::gray_jpeg));
    }
  REQUIRE(broken.size() == 2);
  CHECK_THAT(broken[0], Contains("n1/cut.JPEG: JPEG: "));
  CHECK_THAT(broken[1], Contains("n2/text.JPEG: 16 bytes that begin neither"));
  CHECK_FALSE(build_cache(folder.path(), images, job_of(1)));  // there is nothing left to do
}

TEST_CASE("Real photographs stay close to what a resize alone makes of them", "[cache][real]") {
  fs::path const folder = real_data("imagenet_sample/train");
  if (folder.empty()) return;
  double worst = 100, sum = 0;
  size_t before = 0, after = 0, count = 0;
  for (auto const& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    auto const bytes = read_bytes(entry.path().string());
    auto const small = shrink_picture(bytes, 256, 90);
    if (small == bytes) continue;
    auto const close = psnr(decode(small), directly(bytes, 256));
    worst = std::min(worst, close);
    sum += close;
    before += bytes.size();
    after += small.size();
    ++count;
  }
  WARN("PSNR: least " << worst << ", mean " << sum / double(count) << " dB; " << before / count << " -> "
                      << after / count << " bytes a picture, " << count << " pictures");
  CHECK(count > 60);
  CHECK(worst > 30);
  CHECK(sum / double(count) > 35);
}
#endif
