// image_cache_test: a cache holds the images of its folder, made smaller.
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <cmath>

#include "formats/cache_folder.hpp"
#include "formats/resize.hpp"
#include "real_data.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

double psnr(Image const& a, Image const& b) {
  REQUIRE(a.rgb.size() == b.rgb.size());
  double sum = 0;
  for (size_t i = 0; i < a.rgb.size(); ++i) sum += std::pow(double(a.rgb[i]) - b.rgb[i], 2);
  return 10 * std::log10(255 * 255 / (sum / double(a.rgb.size()) + 1e-9));
}

Image directly(std::string const& bytes, int64_t size) {
  auto const image = decode(bytes);
  auto const shorter = std::min(image.width, image.height);
  return shorter <= size ? image : resize(image, size * image.width / shorter, size * image.height / shorter);
}

}  // namespace

TEST_CASE("A cache has the labels, names and number of the folder, and its images made smaller", "[cache]") {
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
      auto const image = cache->image(number);
      CHECK(image.name == images.name(*part, i));
      CHECK(image.label == part->files[size_t(i)].label);
      if (image.broken) {
        broken.push_back(std::string(image.name) + ": " + std::string(cache->content(number)));
        continue;
      }
      INFO(image.name);
      auto const original = read_bytes(images.path(*part, i));
      auto const found = decode(cache->content(number));
      CHECK(std::min(found.width, found.height) <= kSmall);
      CHECK(psnr(found, directly(original, kSmall)) > 33);
      CHECK((image.name == "n1/small.JPEG") == (cache->content(number) == original));
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
    auto const small = shrink_image(bytes, 256, 90);
    if (small == bytes) continue;
    auto const close = psnr(decode(small), directly(bytes, 256));
    worst = std::min(worst, close);
    sum += close;
    before += bytes.size();
    after += small.size();
    ++count;
  }
  WARN("PSNR: least " << worst << ", mean " << sum / double(count) << " dB; " << before / count << " -> "
                      << after / count << " bytes per image, " << count << " images");
  CHECK(count > 60);
  CHECK(worst > 30);
  CHECK(sum / double(count) > 35);
}
#endif
