// cached_photographs_test: training reads the same images from a cache as from the folder it was made of.
#include "data/photographs.hpp"
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <ATen/ops/arange.h>

#include "data/photo_folder.hpp"
#include "error_of.hpp"
#include "formats/build_cache.hpp"
#include "formats/file.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

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
#endif
