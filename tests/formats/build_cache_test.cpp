// build_cache_test: a cache is whole or absent, after kills and failed writes, for any number of threads.
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <cerrno>

#include "core/output.hpp"
#include "formats/cache_folder.hpp"
#include "formats/cache_log.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("The number of threads and kills on the way change no byte of a cache", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  auto const images = list(folder);
  auto const whole = built(folder);
  auto const path = cache_of(folder), part = path + ".part";
  for (int threads : {2, 5}) {
    fs::remove(path);
    CHECK(build_cache(folder.path(), images, job_of(threads)));
    CHECK(read_bytes(path) == whole);
    CHECK_FALSE(fs::exists(part));
  }
  // Killed after N images, then cut in the middle of a record, or with the blocks of zeros that a power failure
  // leaves.
  for (uint64_t stop : {1, 7, 25})
    for (int damage : {0, 1, 2}) {
      fs::remove(path);
      CHECK(error_of([&] { build_cache(folder.path(), images, job_of(3, stop)); }).code == Exit::bug);
      CHECK_FALSE(fs::exists(path));
      auto log = read_bytes(part);
      CHECK(whole.substr(0, log.size()) == log);
      if (damage == 1) log.resize(log.size() - 5);
      if (damage == 2) log += std::string(5000, '\0');
      folder.write(fs::path(part).filename().string(), log);
      uint64_t resumed = 0;
      auto job = job_of(2);
      job.progress = [&](uint64_t, uint64_t, uint64_t before) { resumed = before; };
      CHECK(build_cache(folder.path(), images, job));
      if (stop < 25) CHECK(resumed == stop - (damage == 1));
      CHECK(read_bytes(path) == whole);
    }
}

TEST_CASE("Whichever output call fails, there is no cache or the whole one, and the next build goes on", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  auto const images = list(folder);
  fail_output(0, 0);
  auto const whole = built(folder);
  auto const path = cache_of(folder);
  auto const calls = output_calls();
  REQUIRE(calls > 25);  // a write for each image
  for (int64_t n = 1; n <= calls; ++n) {
    INFO("call " << n << " of " << calls);
    fs::remove(path);
    fail_output(n, ENOSPC);
    auto const e = error_of([&] { build_cache(folder.path(), images, job_of(2)); });
    fail_output(0, 0);
    CHECK(e.code == Exit::io);
    if (fs::exists(path)) CHECK(read_bytes(path) == whole);
    build_cache(folder.path(), images, job_of(1));
    CHECK(read_bytes(path) == whole);
  }
}

TEST_CASE("What another list, size or quality left is not gone on with", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  auto const whole = built(folder);
  auto const path = cache_of(folder);
  fs::remove(path);
  auto other = job_of(1, 4);
  other.quality = 50;
  CHECK(error_of([&] { build_cache(folder.path(), list(folder), other); }).code == Exit::bug);
  CHECK(built(folder) == whole);
  folder.write("train/n0/more.JPEG", encode_jpeg(waves(60, 90), 95, false));
  auto const error = error_of([&] { open_cache(folder.path(), kSmall, list(folder)); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("another list of images"));
  CHECK_THAT(error.what(), Contains(path));
  CHECK(build_cache(folder.path(), list(folder), job_of(1)));  // takes the place of the old one
  CHECK(open_cache(folder.path(), kSmall, list(folder))->key().train == 19);
  auto const missing = error_of([&] { open_cache(folder.path(), 64, list(folder)); });
  CHECK(missing.code == Exit::unavailable);
  CHECK_THAT(missing.what(), Contains("mixup-bench data cache imagenet --size 64"));
}

TEST_CASE("Two programs do not build one cache", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  CacheLog const first(cache_of(folder), cache_key(list(folder), kSmall, 90));
  auto const error = error_of([&] { build_cache(folder.path(), list(folder), job_of(1)); });
  CHECK(error.code == Exit::io);
  CHECK_THAT(error.what(), Contains("another process is building"));
}

TEST_CASE("Too many broken images are no cache", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  for (int i = 0; i < 9; ++i) folder.write(fmt::format("train/n2/bad{}.JPEG", i), "text");
  auto const error = error_of([&] { build_cache(folder.path(), list(folder), job_of(2)); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("11 of 34 images cannot be decoded"));
}
#endif
