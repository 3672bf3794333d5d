// real_photographs_test: 120 photographs of ImageNet: regions are right, and how fast they are read.
#include "data/photographs.hpp"
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <ATen/Parallel.h>
#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/randint.h>
#include <malloc.h>

#include <ctime>

#include "data/photo_folder.hpp"
#include "formats/build_cache.hpp"
#include "formats/file.hpp"
#include "formats/resize.hpp"
#include "real_data.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
namespace fs = std::filesystem;

TEST_CASE("Real photographs decode, and a region is the whole, cut", "[photographs][real]") {
  fs::path const folder = real_data("imagenet_sample/train");
  if (folder.empty()) return;
  int64_t gray = 0, all = 0;
  for (auto const& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    auto const bytes = read_bytes(entry.path().string());
    auto const header = read_header(bytes);
    auto const whole = decode(bytes);
    gray += header.coding == Coding::gray_jpeg;
    ++all;
    INFO(entry.path());
    for (int64_t i = 0; i < 3; ++i) {
      auto const region = photo_view(header.width, header.height, 224, Augment::resized_crop_flip, 1, i).region;
      CHECK(decode(bytes, region).rgb == crop(whole, region).rgb);
    }
  }
  CHECK(all == 120);
  CHECK(gray == 23);
}

// Not run by default: test_data "[.speed]"
TEST_CASE("How fast training reads the cache and the folder", "[.speed]") {
  auto const photographs = real_data("imagenet_sample/train");
  if (photographs.empty()) return;
  mallopt(M_MMAP_MAX, 0);  // as in training (train/machine.hpp): no fresh pages a batch
  mallopt(M_TRIM_THRESHOLD, 2147483647);
  ScratchFolder const folder;
  for (auto const* part : {"train", "val"})
    fs::copy(photographs, folder.path() + "/" + part, fs::copy_options::recursive);
  auto spec = spec_of(224);
  auto const start = std::clock();
  build_cache(folder.path(), list_images(folder.path(), 0, 0), {256, 90, 1, {}});
  WARN("built: " << 1000 * double(std::clock() - start) / CLOCKS_PER_SEC / 240 << " ms per image");
  Splits const of_folder = load(spec, {"", folder.path()}, 1);
  spec.cache = 256;
  Splits const of_cache = load(spec, {"", folder.path()}, 1);
  // In turns, so that a machine that is busy for a while is so for both.
  double seconds[2][2] = {};
  constexpr int64_t kRounds = 8;
  for (int64_t round = 0; round <= kRounds; ++round)
    for (int which = 0; which < 2; ++which)
      for (int judge = 0; judge < 2; ++judge) {
        auto const& data = *(which == 0 ? of_folder : of_cache).train.examples;
        auto const before = std::clock();  // of this process: other programs do not count
        data.make(at::arange(120, at::kLong), judge ? Augment::none : Augment::resized_crop_flip, uint64_t(round));
        if (round > 0) seconds[which][judge] += double(std::clock() - before) / CLOCKS_PER_SEC;
      }
  for (int judge = 0; judge < 2; ++judge) {
    auto const rate = [&](int which) { return double(kRounds * 120) / seconds[which][judge]; };
    WARN((judge ? "to judge" : "to train") << ": folder " << rate(0) << ", cache " << rate(1)
                                           << " images per second and core: " << rate(1) / rate(0) << " times");
  }
  CHECK(seconds[0][0] > 2 * seconds[1][0]);
}

// Not run by default: test_data "[.speed]"
TEST_CASE("How fast photographs become examples", "[.speed]") {
  fs::path const folder = real_data("imagenet_sample/train");
  if (folder.empty()) return;
  std::vector<std::string> files;
  for (auto const& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(read_bytes(entry.path().string()));
  auto const n = static_cast<int64_t>(files.size());
  auto const time = [&](char const* what, auto const& action) {
    auto const start = std::clock();  // of this process: other programs do not count
    for (int64_t round = 0; round < 5; ++round)
      for (int64_t i = 0; i < n; ++i) action(files[size_t(i)], round * n + i);
    double const seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    WARN(what << ": " << 1000 * seconds / double(5 * n) << " ms per image, " << double(5 * n) / seconds
              << " per second");
  };
  auto const view = [](std::string const& bytes, int64_t i, Augment augment) {
    auto const header = read_header(bytes);
    return photo_view(header.width, header.height, 224, augment, 1, i);
  };
  auto const crop_flip = Augment::resized_crop_flip;
  time("header", [&](auto const& bytes, int64_t) { read_header(bytes); });
  time("decode whole", [&](auto const& bytes, int64_t) { decode(bytes); });
  time("decode region", [&](auto const& bytes, int64_t i) { decode(bytes, view(bytes, i, crop_flip).region); });
  time("decode region, resize",
       [&](auto const& bytes, int64_t i) { resize(decode(bytes, view(bytes, i, crop_flip).region), 224, 224); });
  auto const noise = at::randint(256, {300, 400, 3}, at::kByte);
  Image const image{400, 300, {noise.data_ptr<uint8_t>(), noise.data_ptr<uint8_t>() + noise.numel()}};
  time("resize 400 x 300", [&](auto const&, int64_t) { resize(image, 224, 224); });
  at::set_num_threads(1);
  time("the same by LibTorch", [&](auto const&, int64_t) {
    at::_upsample_bicubic2d_aa(noise.permute({2, 0, 1}).unsqueeze(0).to(at::kFloat), {224, 224}, false);
  });
  ImageSource source{std::vector<int64_t>(files.size()), [&](int64_t i) { return files[size_t(i)]; },
                     [](int64_t) { return ""; }};
  Photographs const photographs(source, 224);
  for (auto const augment : {Augment::resized_crop_flip, Augment::none})
    time(augment == Augment::none ? "examples, to judge" : "examples, to train",
         [&](auto const&, int64_t i) { photographs.make(at::arange(i % n, i % n + 1, at::kLong), augment, i); });
}
#endif
