// photographs_test: from files to tensors against a slow twin, damage, and independence of threads.
#include "data/photographs.hpp"

#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include "data/loader.hpp"
#include "data/photo_folder.hpp"
#include "error_of.hpp"
#include "formats/resize.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

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
  auto const apart = load(spec, {"", folder.path()}, 1);
  spec.rest_to_test = true;
  auto const joined = load(spec, {"", folder.path()}, 1);
  CHECK(joined.train.y.equal(apart.train.y));
  CHECK(apart.test.y.numel() == 6);
  REQUIRE(joined.test.y.numel() == 6 + 12 + 5 - 6);  // with the odd files of the first class
  auto const first = at::arange(6, at::kLong), rest = at::arange(6, 9, at::kLong);
  CHECK(joined.test.examples->make(first, Augment::none, 0).equal(apart.test.examples->make(first, Augment::none, 0)));
  spec.train_limit = 9;
  CHECK(joined.test.examples->make(rest, Augment::none, 0)
            .equal(load(spec, {"", folder.path()}, 1).train.examples->make(rest, Augment::none, 0)));
  spec.rest_to_test = false;
  spec.classes = 2;
  spec.train_limit = 0;
  CHECK(load(spec, {"", folder.path()}, 1).train.y.max().item<int64_t>() == 1);
  spec.partial = false;
  CHECK_THAT(error_of([&] { load(spec, {"", folder.path()}, 1); }).what(), Contains("3 classes, expected 1000"));
}
#endif
