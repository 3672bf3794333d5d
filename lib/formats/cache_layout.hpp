// cache_layout: the bytes of an image cache; all numbers little-endian.
//
//   header   kMagic, version, size, quality, 0 (u32 each), images of train and of val (u64 each), list_digest of
//            both parts (64 hex digits each), CRC-32 of all that
//   records  one per image of the lists, train then val, in their order: kind, length (u32), number (u64), CRC-32 of
//            these and the payload, payload: a JPEG file or why there is none
//   index    one entry per record; then the names, one after the other
//   footer   offset and bytes of the index (u64), SHA-256 of header and index (64 hex digits), kEndMagic
//
// While it is built the file has header and records alone: a log that can be gone on with after its last whole record.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mixup {

/// The images that a cache was made of, and how they were made smaller.
struct CacheKey {
  uint32_t size = 0, quality = 0;  // pixels of the shorter side; 1 ... 100 of libjpeg's scale
  uint64_t train = 0, val = 0;     // images in the lists
  std::string train_digest, val_digest;

  uint64_t images() const { return train + val; }
};

enum class CacheKind : uint32_t { image, broken };

struct CacheEntry {
  uint64_t offset = 0;       // of the payload in the file
  uint64_t name_offset = 0;  // in the index's names
  uint32_t length = 0, name_length = 0;
  CacheKind kind = CacheKind::image;
  uint32_t crc = 0, label = 0;
};

constexpr size_t kCacheHeaderBytes = 172, kCacheRecordBytes = 20, kCacheEntryBytes = 36, kCacheFooterBytes = 88;

std::string write_cache_header(CacheKey const& key);
/// Errors: Exit::data with `path` when it is none, damaged or of another version.
CacheKey read_cache_header(std::string_view file, std::string const& path);

/// The head of a record; with the payload behind it, it is whole.
std::string write_record_head(CacheKind kind, uint64_t number, std::string_view payload);
uint32_t record_crc(std::string_view head, std::string_view payload);
/// The record `number` at `at`, or nothing when it is cut off or damaged.
std::optional<CacheEntry> read_record(std::string_view file, uint64_t at, uint64_t number);

std::string write_cache_entry(CacheEntry const& entry);
CacheEntry read_cache_entry(std::string_view bytes);

/// The bytes behind the records.
std::string write_cache_footer(std::string_view header, uint64_t index_offset, std::string_view index);

struct CacheFooter {
  std::string_view index;
  uint64_t offset;
  std::string digest;
};
/// Errors: Exit::data with `path` when the index is missing, cut off or damaged.
CacheFooter read_cache_footer(std::string_view file, std::string const& path);

}  // namespace mixup
