// photographs_test: from files to tensors against a slow twin, damage, and independence of threads.
#include "data/photographs.hpp"

#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <ATen/Parallel.h>
#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randint.h>
#include <malloc.h>

#include <cstdlib>
#include <ctime>

#include "data/loader.hpp"
#include "data/photo_folder.hpp"
#include "formats/build_cache.hpp"
#include "formats/file.hpp"
#include "formats/resize.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

DataSpec spec_of(int64_t size) {
  DataSpec spec;
  spec.name = "imagenet";
  spec.partial = true;
  spec.size = size;
  return spec;
}

/// Decoded whole, cut, resized whole, cut, mirrored, normalised: one step after the other.
at::Tensor slow_image(std::string const& bytes, int64_t size, Augment augment, uint64_t seed, int64_t position) {
  auto const header = read_header(bytes);
  auto const view = photo_view(header.width, header.height, size, augment, seed, position);
  auto const resized = crop(resize(crop(decode(bytes), view.region), view.width, view.height), view.window);
  auto const out = at::empty({3, size, size});
  double const mean[] = {.485, .456, .406}, deviation[] = {.229, .224, .225};
  for (int64_t c = 0; c < 3; ++c)
    for (int64_t y = 0; y < size; ++y)
      for (int64_t x = 0; x < size; ++x) {
        auto const from = static_cast<size_t>((y * size + (view.flip ? size - 1 - x : x)) * 3 + c);
        out[c][y][x] = (resized.rgb[from] / 255.0 - mean[c]) / deviation[c];
      }
  return out;
}

/// All batches of an epoch, made by `threads`.
at::Tensor epoch(Dataset const& data, int threads) {
  std::vector<Want> wants;
  for (int64_t i = 0; i < 6; ++i)
    wants.push_back({at::arange(i, data.y.numel(), 2, at::kLong), Augment::resized_crop_flip, uint64_t(i)});
  Loader loader(data, threads, wants);
  std::vector<at::Tensor> all;
  for (size_t i = 0; i < wants.size(); ++i) all.push_back(loader.next().x.flatten());
  return at::cat(all);
}

}  // namespace

TEST_CASE("A batch is what decoding, cutting, resizing, mirroring and normalising one by one give", "[photographs]") {
  auto const files = synthetic_photographs("test", "train", 3, 6);
  ImageSource source{{0, 1, 2, 0, 1, 2}, [&](int64_t i) { return files[size_t(i)]; }, [](int64_t) { return "?"; }};
  Photographs const photographs(source, 24);
  for (auto const augment : {Augment::none, Augment::resized_crop_flip}) {
    auto const batch = photographs.make(at::arange(6, at::kLong), augment, 5);
    REQUIRE(batch.sizes().vec() == std::vector<int64_t>{6, 3, 24, 24});
    for (int64_t i = 0; i < 6; ++i)
      CHECK(batch[i].allclose(slow_image(files[size_t(i)], 24, augment, 5, i), 1e-5, 1e-5));
  }
}

TEST_CASE("A file that cannot be read gives way to the next of its class; all are counted", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 3, 4);
  auto const splits = load(spec_of(16), {"", folder.path()}, 1);
  CHECK(splits.identity["classes"] == 3);
  CHECK(splits.identity["train_size"] == 17);
  CHECK(splits.identity["test_size"] == 6);
  CHECK(splits.identity["files"][0]["name"] == "train");
  CHECK(splits.identity["files"][1]["sha256"].get<std::string>().size() == 64);
  auto const& examples = *splits.train.examples;
  auto const all = at::arange(17, at::kLong);
  auto const batch = examples.make(all, Augment::none, 0);
  auto const counts = examples.counts();
  CHECK(counts["cmyk"] == 1);
  CHECK(counts["png"] == 1);
  CHECK(counts["skipped"] == 3);
  CHECK(counts["skipped_files"] == Json({"n00000000/x_cut.JPEG", "n00000000/x_empty.JPEG", "n00000000/x_text.jpeg"}));
  CHECK(counts["rgb"].get<int64_t>() + counts["grayscale"].get<int64_t>() == 12);
  // The list in rounds: 4 x 3 good ones, then cmyk, cut, empty, png, text of the first class.
  CHECK(splits.train.y.narrow(0, 12, 5).eq(0).all().item<bool>());
  CHECK(batch[13].equal(batch[15]));  // cut: empty is next, then the PNG
  CHECK(batch[14].equal(batch[15]));
  CHECK(batch[16].equal(batch[0]));  // text is the last: round to the first
}

TEST_CASE("Batches do not depend on the number of threads, whatever is broken", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 3, 6);
  auto const fresh = [&] { return load(spec_of(16), {"", folder.path()}, 1); };
  auto const a = fresh(), b = fresh(), c = fresh();
  auto const one = epoch(a.train, 1);
  CHECK(one.equal(epoch(b.train, 2)));
  CHECK(one.equal(epoch(c.train, 5)));
  CHECK(a.train.examples->counts() == c.train.examples->counts());
  CHECK(a.train.examples->counts()["skipped"] == 3);
}

TEST_CASE("A class without a readable file, and too many broken ones, end the run as an error of the data",
          "[photographs]") {
  auto const good = synthetic_photographs("test", "train", 1, 1)[0];
  auto const of = [&](int64_t count, int64_t broken) {
    ImageSource source;
    for (int64_t i = 0; i < count; ++i) source.labels.push_back(0);
    source.bytes = [good, broken](int64_t i) { return i < broken ? std::string("no image") : good; };
    source.name = [](int64_t i) { return fmt::format("file {}", i); };
    return Photographs(std::move(source), 16);
  };
  auto const read = [](Photographs const& p, int64_t count) {
    return error_of([&] { p.make(at::arange(count, at::kLong), Augment::none, 0); });
  };
  CHECK(read(of(20, 10), 20).code == Exit::ok);  // ten are forgiven in a small folder
  CHECK_THAT(read(of(20, 11), 20).what(), Contains("11 of 20 images"));
  CHECK(read(of(1200, 12), 40).code == Exit::ok);
  CHECK(read(of(1100, 12), 40).code == Exit::data);
  CHECK_THAT(read(of(3, 3), 1).what(), Contains("none of the 3 files of its class"));
}

TEST_CASE("A file that vanished is an error of the disk, not a broken image", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 2, 2);
  auto const splits = load(spec_of(16), {"", folder.path()}, 1);
  std::filesystem::remove(folder.path() + "/train/n00000001/00001.JPEG");
  CHECK(error_of([&] { splits.train.examples->make(at::arange(2, at::kLong), Augment::none, 0); }).code == Exit::io);
}

TEST_CASE("Limits take the first of every class in turn", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 3, 4);
  auto spec = spec_of(16);
  spec.train_limit = 6;
  auto const y = load(spec, {"", folder.path()}, 1).train.y;
  CHECK(y.equal(at::arange(6, at::kLong).remainder(3)));
  spec.classes = 2;
  spec.train_limit = 0;
  CHECK(load(spec, {"", folder.path()}, 1).train.y.max().item<int64_t>() == 1);
  spec.partial = false;
  CHECK_THAT(error_of([&] { load(spec, {"", folder.path()}, 1); }).what(), Contains("3 classes, expected 1000"));
}

TEST_CASE("Real photographs decode, and a region is the whole, cut", "[photographs][real]") {
  char const* const root = std::getenv("MIXUP_BENCH_TEST_DATA");
  std::filesystem::path const folder = root == nullptr ? "" : std::string(root) + "/imagenet_sample/train";
  if (!std::filesystem::is_directory(folder)) {
    WARN("skipped: no folder imagenet_sample in MIXUP_BENCH_TEST_DATA");
    return;
  }
  int64_t gray = 0, all = 0;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
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

TEST_CASE("A cache gives the folder's images in the folder's order, without those that are broken", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 3, 4);
  auto spec = spec_of(16);
  auto const of_folder = load(spec, {"", folder.path()}, 1);
  spec.cache = 4096;  // larger than any: the files themselves, but for CMYK and PNG, which become RGB
  auto const missing = error_of([&] { load(spec, {"", folder.path()}, 1); });
  CHECK(missing.code == Exit::unavailable);
  CHECK_THAT(missing.what(), Contains("data cache imagenet --size 4096"));
  build_cache(folder.path(), list_images(folder.path(), 0, 0), {4096, 100, 2, {}});
  auto const cached = load(spec, {"", folder.path()}, 1);
  CHECK(cached.test.y.equal(of_folder.test.y));
  CHECK(cached.train.y.numel() == 14);
  CHECK(cached.train.y.narrow(0, 0, 12).equal(of_folder.train.y.narrow(0, 0, 12)));
  auto const batch = [](Splits const& splits, int64_t n) {
    return splits.train.examples->make(at::arange(n, at::kLong), Augment::resized_crop_flip, 5);
  };
  CHECK(batch(cached, 12).equal(batch(of_folder, 12)));
  batch(cached, 14);
  auto const counts = cached.train.examples->counts();
  CHECK(counts["skipped"] == 3);
  CHECK(counts["skipped_files"] == Json({"n00000000/x_cut.JPEG", "n00000000/x_empty.JPEG", "n00000000/x_text.jpeg"}));
  CHECK(counts["rgb"].get<int64_t>() + counts["grayscale"].get<int64_t>() == 14);
  CHECK(cached.identity["files"][0] == of_folder.identity["files"][0]);
  CHECK(cached.identity["files"][2]["name"] == "pictures-4096.cache");
  CHECK(cached.identity["cache_quality"] == 100);

  spec.classes = 2;  // of a cache of three
  spec.train_limit = 5;
  auto const few = load(spec, {"", folder.path()}, 1);
  CHECK(few.train.classes == 2);
  CHECK(few.train.y.equal(at::arange(5, at::kLong).remainder(2)));
  CHECK(few.test.y.numel() == 4);
  spec.cache = 0;
  CHECK(few.identity["files"][0] == load(spec, {"", folder.path()}, 1).identity["files"][0]);
  spec.cache = 4096;
  spec.classes = 4;
  CHECK(error_of([&] { load(spec, {"", folder.path()}, 1); }).code == Exit::usage);
  spec.classes = 0;
  folder.write("val/n00000001/new.JPEG", synthetic_photographs("test", "val", 1, 1)[0]);
  CHECK_THAT(error_of([&] { load(spec, {"", folder.path()}, 1); }).what(), Contains("another list of images"));
  spec.source = Source::synthetic;
  CHECK(error_of([&] { load(spec, {"", folder.path()}, 1); }).code == Exit::usage);
}

TEST_CASE("A damaged image of a cache ends the run; it is not passed over", "[photographs]") {
  ScratchFolder const folder;
  write_photo_folder(folder, 2, 2);
  build_cache(folder.path(), list_images(folder.path(), 0, 0), {32, 90, 1, {}});
  auto const path = cache_path(folder.path(), 32);
  auto bytes = read_bytes(path);
  bytes[300] = static_cast<char>(bytes[300] ^ 1);  // within the first image
  folder.write("pictures-32.cache", bytes);
  auto spec = spec_of(16);
  spec.cache = 32;
  auto const splits = load(spec, {"", folder.path()}, 1);
  auto const error = error_of([&] { splits.train.examples->make(at::arange(2, at::kLong), Augment::none, 0); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("image 0 (n00000000/00000.JPEG) is damaged"));
}

// Not run by default: test_data "[.speed]"
TEST_CASE("How fast training reads the cache and the folder", "[.speed]") {
  namespace fs = std::filesystem;
  mallopt(M_MMAP_MAX, 0);  // as in training (train/machine.hpp): no fresh pages a batch
  mallopt(M_TRIM_THRESHOLD, 2147483647);
  ScratchFolder const folder;
  for (auto const* part : {"train", "val"})
    fs::copy(std::string(std::getenv("MIXUP_BENCH_TEST_DATA")) + "/imagenet_sample/train", folder.path() + "/" + part,
             fs::copy_options::recursive);
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
                                           << " images a second and core: " << rate(1) / rate(0) << " times");
  }
  CHECK(seconds[0][0] > 2 * seconds[1][0]);
}

// Not run by default: test_data "[.speed]"
TEST_CASE("How fast photographs become examples", "[.speed]") {
  std::filesystem::path const folder = std::string(std::getenv("MIXUP_BENCH_TEST_DATA")) + "/imagenet_sample/train";
  std::vector<std::string> files;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(read_bytes(entry.path().string()));
  auto const n = static_cast<int64_t>(files.size());
  auto const time = [&](char const* what, auto const& action) {
    auto const start = std::clock();  // of this process: other programs do not count
    for (int64_t round = 0; round < 5; ++round)
      for (int64_t i = 0; i < n; ++i) action(files[size_t(i)], round * n + i);
    double const seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    WARN(what << ": " << 1000 * seconds / double(5 * n) << " ms per image, " << double(5 * n) / seconds << " a second");
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
