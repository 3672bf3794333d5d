// image_cache_test: a cache against the folder it was made from, after kills, under damage and for any number of
// threads.
#include "formats/image_cache.hpp"

#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include <cerrno>
#include <cmath>
#include <cstdlib>

#include "core/output.hpp"
#include "core/seed.hpp"
#include "formats/build_cache.hpp"
#include "formats/cache_log.hpp"
#include "formats/file.hpp"
#include "formats/ink_jpeg.hpp"
#include "formats/resize.hpp"
#include "formats/scratch.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

constexpr int64_t kSmall = 32;

/// Three classes, five and two images each of many shapes; one gray, one CMYK, one small, one cut off, one text.
void write_folder(ScratchFolder const& folder) {
  for (int64_t i = 0; i < 21; ++i)
    folder.write(fmt::format("{}/n{}/{:02}.JPEG", i < 15 ? "train" : "val", i % 3, i),
                 encode_jpeg(waves(40 + 7 * i, 90 - 2 * i), 95, i == 4));
  folder.write("train/n0/ink.JPEG", write_inks(waves(60, 90), JCS_YCCK, true));
  folder.write("train/n1/small.JPEG", encode_jpeg(waves(20, 30), 95, false));
  folder.write("train/n1/cut.JPEG", encode_jpeg(waves(60, 90), 95, false).substr(0, 400));
  folder.write("val/n2/text.JPEG", "<html>404</html>");
}

ImageFolder list(ScratchFolder const& folder) { return list_images(folder.path(), 0, 0); }

CacheJob job_of(int threads, uint64_t stop_after = UINT64_MAX) {
  CacheJob job{kSmall, 90, threads, {}};
  job.progress = [stop_after](uint64_t done, uint64_t, uint64_t) {
    if (done >= stop_after) throw error(Exit::bug, "killed");
  };
  return job;
}

std::string cache_of(ScratchFolder const& folder) { return cache_path(folder.path(), kSmall); }

/// The bytes of the cache, built without a break by one thread.
std::string built(ScratchFolder const& folder) {
  CHECK(build_cache(folder.path(), list(folder), job_of(1)));
  return read_bytes(cache_of(folder));
}

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

/// Opens the cache and reads everything; the first error.
Error read_all(std::string const& path) {
  return error_of([&] {
    ImageCache const cache(path);
    for (uint64_t i = 0; i < cache.key().images(); ++i) cache.content(i), cache.image(i);
  });
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

TEST_CASE("Cut and damaged caches are errors of the data, whichever bit it is", "[cache]") {
  ScratchFolder const folder;
  write_folder(folder);
  auto const whole = built(folder);
  auto const damaged = [&](std::string const& bytes) { return read_all(folder.write("damaged.cache", bytes)).code; };
  CHECK(damaged(whole) == Exit::ok);
  for (size_t length = 0; length < whole.size(); length += length < 400 || length + 400 > whole.size() ? 7 : 997)
    CHECK(damaged(whole.substr(0, length)) == Exit::data);
  CHECK(damaged(whole + "x") == Exit::data);
  SplitMix64 random(1);
  for (int i = 0; i < 1500; ++i) {
    // a third each: anywhere, the header and first records, the index and the footer
    size_t const near = random.below(std::min<size_t>(whole.size(), 1500));
    size_t const at = i % 3 == 0 ? random.below(whole.size()) : i % 3 == 1 ? near : whole.size() - 1 - near;
    auto bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
    INFO("byte " << at << " of " << whole.size());
    REQUIRE(damaged(bytes) == Exit::data);
  }
}

TEST_CASE("A cache that lies with right checksums is refused", "[cache]") {
  ScratchFolder const folder;
  std::string const digest(64, 'a'), payload = "JPEG";
  CacheKey const one{32, 90, 1, 0, digest, digest};
  auto const file = [&](CacheKey const& key, CacheEntry const& entry, uint64_t index_at) {
    auto const header = write_cache_header(key), index = write_cache_entry(entry) + "n0/a";
    auto const records = write_record_head(CacheKind::image, 0, payload) + payload;
    return read_all(folder.write("x", header + records + index + write_cache_footer(header, index_at, index)));
  };
  uint64_t const begin = kCacheHeaderBytes + kCacheRecordBytes, end = begin + payload.size();
  auto const record = write_record_head(CacheKind::image, 0, payload);
  CacheEntry const good{begin, 0, 4, 4, CacheKind::image, record_crc(record, payload), 0};
  CHECK(file(one, good, end).code == Exit::ok);
  auto key = one;
  key.train = uint64_t{1} << 61;
  CHECK_THAT(file(key, good, end).what(), Contains("an index of 40 bytes"));
  key.train = key.val = ~uint64_t{0};
  CHECK_THAT(file(key, good, end).what(), Contains("cannot be"));
  for (uint64_t at : {uint64_t{0}, end + 1, ~uint64_t{0}, ~uint64_t{0} - 40})
    CHECK_THAT(file(one, good, at).what(), Contains("index does not lie"));
  auto const entry_with = [&](auto const& change) {
    auto entry = good;
    change(entry);
    auto const error = file(one, entry, end);
    CHECK(error.code == Exit::data);
    return std::string(error.what());
  };
  CHECK_THAT(entry_with([](auto& e) { e.offset = ~uint64_t{0}; }), Contains("outside of the file's records"));
  CHECK_THAT(entry_with([](auto& e) { e.offset = 0; }), Contains("outside of the file's records"));
  CHECK_THAT(entry_with([](auto& e) { e.length = 0xffffffff; }), Contains("outside of the file's records"));
  CHECK_THAT(entry_with([](auto& e) { e.length = 3; }), Contains("more than the index"));
  CHECK_THAT(entry_with([](auto& e) { e.name_offset = 1; }), Contains("name lies outside"));
  CHECK_THAT(entry_with([](auto& e) { e.name_length = 5; }), Contains("name lies outside"));
  CHECK_THAT(entry_with([](auto& e) { e.label = 1; }), Contains("kind or label"));
  CHECK_THAT(entry_with([](auto& e) { e.kind = static_cast<CacheKind>(2); }), Contains("kind or label"));
  CHECK_THAT(entry_with([](auto& e) { e.kind = CacheKind::broken; }), Contains("is damaged"));
  CHECK_THAT(entry_with([](auto& e) { e.crc ^= 1; }), Contains("is damaged"));
}

TEST_CASE("Real photographs stay close to what a resize alone makes of them", "[cache][real]") {
  char const* const root = std::getenv("MIXUP_BENCH_TEST_DATA");
  fs::path const folder = root == nullptr ? "" : std::string(root) + "/imagenet_sample/train";
  if (!fs::is_directory(folder)) {
    WARN("skipped: no folder imagenet_sample in MIXUP_BENCH_TEST_DATA");
    return;
  }
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
