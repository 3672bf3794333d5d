#include "formats/cache_layout.hpp"

#include "core/error.hpp"
#include "digest/crc32.hpp"
#include "digest/digest.hpp"
#include "formats/little_endian.hpp"

namespace mixup {
namespace {

constexpr std::string_view kMagic = "MIXPICS\n", kEndMagic = "\nMIXPICS";
constexpr uint32_t kVersion = 1;
constexpr size_t kDigestDigits = 64;

template <class T>
void put(std::string& out, T value) {
  for (size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(value >> 8 * i & 255);
}

/// Numbers and texts from front to back; the caller has seen that there are enough bytes.
class CacheFields {
 public:
  explicit CacheFields(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  void get(T& value) {
    value = static_cast<T>(little_endian(bytes_.substr(at_, sizeof value)));
    at_ += sizeof value;
  }
  std::string text(size_t length) {
    at_ += length;
    return std::string(bytes_.substr(at_ - length, length));
  }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
};

std::string index_digest(std::string_view header, std::string_view index) {
  Sha256 sha;
  sha.update(header);
  sha.update(index);
  return sha.hex();
}

}  // namespace

std::string write_cache_header(CacheKey const& key) {
  std::string out(kMagic);
  for (uint32_t const value : {kVersion, key.size, key.quality, uint32_t{0}}) put(out, value);
  put(out, key.train);
  put(out, key.val);
  out += key.train_digest + key.val_digest;
  put(out, crc32(out));
  return out;
}

CacheKey read_cache_header(std::string_view file, std::string const& path) {
  if (file.size() < kCacheHeaderBytes || file.substr(0, kMagic.size()) != kMagic)
    throw error(Exit::data, "{}: {} bytes that do not begin as an image cache", path, file.size());
  CacheFields in(file.substr(kMagic.size()));
  uint32_t version = 0, zero = 0, crc = 0;
  CacheKey key;
  in.get(version);
  if (version != kVersion)
    throw error(Exit::data, "{}: version {} of the image cache, expected {}: build it anew", path, version, kVersion);
  in.get(key.size);
  in.get(key.quality);
  in.get(zero);
  in.get(key.train);
  in.get(key.val);
  key.train_digest = in.text(kDigestDigits);
  key.val_digest = in.text(kDigestDigits);
  in.get(crc);
  if (crc != crc32(file.substr(0, kCacheHeaderBytes - sizeof crc)))
    throw error(Exit::data, "{}: the header of the image cache is damaged: build it anew", path);
  if (key.train > UINT64_MAX / 2 || key.val > UINT64_MAX / 2)
    throw error(Exit::data, "{}: {} and {} images cannot be: build it anew", path, key.train, key.val);
  return key;
}

std::string write_record_head(CacheKind kind, uint64_t number, std::string_view payload) {
  std::string out;
  put(out, static_cast<uint32_t>(kind));
  put(out, static_cast<uint32_t>(payload.size()));
  put(out, number);
  put(out, record_crc(out, payload));
  return out;
}

uint32_t record_crc(std::string_view head, std::string_view payload) {
  return crc32(payload, crc32(head.substr(0, kCacheRecordBytes - sizeof(uint32_t))));
}

std::optional<CacheEntry> read_record(std::string_view file, uint64_t at, uint64_t number) {
  if (at > file.size() || file.size() - at < kCacheRecordBytes) return {};
  auto const head = file.substr(at, kCacheRecordBytes);
  CacheFields in(head);
  uint32_t kind = 0;
  uint64_t found = 0;
  CacheEntry entry;
  in.get(kind);
  in.get(entry.length);
  in.get(found);
  in.get(entry.crc);
  entry.kind = static_cast<CacheKind>(kind);
  entry.offset = at + kCacheRecordBytes;
  if (kind > 1 || found != number || entry.length > file.size() - entry.offset) return {};
  if (record_crc(head, file.substr(entry.offset, entry.length)) != entry.crc) return {};
  return entry;
}

std::string write_cache_entry(CacheEntry const& entry) {
  std::string out;
  put(out, entry.offset);
  put(out, entry.name_offset);
  for (uint32_t const value :
       {entry.length, entry.name_length, static_cast<uint32_t>(entry.kind), entry.crc, entry.label})
    put(out, value);
  return out;
}

CacheEntry read_cache_entry(std::string_view bytes) {
  CacheFields in(bytes);
  CacheEntry entry;
  uint32_t kind = 0;
  in.get(entry.offset);
  in.get(entry.name_offset);
  in.get(entry.length);
  in.get(entry.name_length);
  in.get(kind);
  in.get(entry.crc);
  in.get(entry.label);
  entry.kind = static_cast<CacheKind>(kind);
  return entry;
}

std::string write_cache_footer(std::string_view header, uint64_t index_offset, std::string_view index) {
  std::string out;
  put(out, index_offset);
  put(out, uint64_t{index.size()});
  return out + index_digest(header, index) + std::string(kEndMagic);
}

CacheFooter read_cache_footer(std::string_view file, std::string const& path) {
  auto const wrong = [&](char const* what) {
    return error(Exit::data, "{}: {}: the image cache was cut off or damaged; build it anew", path, what);
  };
  if (file.size() < kCacheHeaderBytes + kCacheFooterBytes || file.substr(file.size() - kEndMagic.size()) != kEndMagic)
    throw wrong("its end is missing");
  uint64_t const end = file.size() - kCacheFooterBytes;
  CacheFields in(file.substr(end));
  uint64_t offset = 0, bytes = 0;
  in.get(offset);
  in.get(bytes);
  if (offset < kCacheHeaderBytes || offset > end || bytes != end - offset)
    throw wrong("its index does not lie before its end");
  CacheFooter footer{file.substr(offset, bytes), offset, in.text(kDigestDigits)};
  if (index_digest(file.substr(0, kCacheHeaderBytes), footer.index) != footer.digest)
    throw wrong("its index has another SHA-256 than is written there");
  return footer;
}

}  // namespace mixup
