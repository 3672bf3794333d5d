// damaged_cache_test: a cache that was cut, damaged or made to lie is refused as an error of the data.
#include "formats/jpeg.hpp"

#if MIXUP_WITH_JPEG
#include "core/seed.hpp"
#include "formats/cache_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// Opens the cache and reads everything; the first error.
Error read_all(std::string const& path) {
  return error_of([&] {
    ImageCache const cache(path);
    for (uint64_t i = 0; i < cache.key().images(); ++i) cache.content(i), cache.image(i);
  });
}

}  // namespace

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
#endif
