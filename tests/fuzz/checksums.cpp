#include "fuzz/checksums.hpp"

#include <cstdint>

#include "digest/crc32.hpp"
#include "digest/digest.hpp"
#include "formats/cache_layout.hpp"

namespace mixup::test {
namespace {

constexpr size_t kDigest = 64;  // hexadecimal digits of a SHA-256
constexpr size_t kEndMark = 8;  // bytes of a cache's end mark, behind the digest

uint64_t little(std::string const& file, size_t at, size_t size) {
  uint64_t value = 0;
  for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(file[at + i]);
  return value;
}

void put_little(std::string& file, size_t at, uint32_t value) {
  for (size_t i = 0; i < 4; ++i) file[at + i] = static_cast<char>(value >> 8 * i & 255);
}

bool lies_in(std::string const& file, uint64_t at, uint64_t size) {
  return at <= file.size() && size <= file.size() - at;
}

/// The header, and the records that lie before `end`, each where the one before it ends.
void repair_log(std::string& file, uint64_t end) {
  put_little(file, kCacheHeaderBytes - 4, crc32(std::string_view(file).substr(0, kCacheHeaderBytes - 4)));
  for (uint64_t at = kCacheHeaderBytes; at + kCacheRecordBytes <= end;) {
    auto const length = little(file, at + 4, 4), payload = at + kCacheRecordBytes;
    if (length > end - payload) return;
    auto const view = std::string_view(file);
    put_little(file, payload - 4, record_crc(view.substr(at, kCacheRecordBytes), view.substr(payload, length)));
    at = payload + length;
  }
}

}  // namespace

std::string with_zip_checksums(std::string file) {
  constexpr size_t kEntry = 46, kLocal = 30;  // bytes of an entry of the directory, of a file's own header
  for (size_t at = file.find("PK\1\2"); at != std::string::npos && lies_in(file, at, kEntry);
       at = file.find("PK\1\2", at + 4)) {
    auto const local = little(file, at + 42, 4), size = little(file, at + 24, 4);
    if (!lies_in(file, local, kLocal)) continue;
    auto const begin = local + kLocal + little(file, local + 26, 2) + little(file, local + 28, 2);
    if (lies_in(file, begin, size)) put_little(file, at + 16, crc32(std::string_view(file).substr(begin, size)));
  }
  return file;
}

std::string with_png_checksums(std::string file) {
  constexpr size_t kSignature = 8, kAround = 12;  // length, type and CRC-32 of a chunk; the numbers are big-endian
  for (size_t at = kSignature; lies_in(file, at, kAround);) {
    uint64_t length = 0;
    for (size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(file[at + i]);
    if (!lies_in(file, at, length + kAround)) break;
    auto const crc = crc32(std::string_view(file).substr(at + 4, length + 4));
    for (size_t i = 0; i < 4; ++i) file[at + 8 + length + i] = static_cast<char>(crc >> (24 - 8 * i) & 255);
    at += length + kAround;
  }
  return file;
}

std::string with_log_checksums(std::string file) {
  if (file.size() < kCacheHeaderBytes) return file;
  repair_log(file, file.size());
  return file;
}

std::string with_cache_checksums(std::string file) {
  if (file.size() < kCacheHeaderBytes + kCacheFooterBytes) return file;
  auto const end = file.size() - kCacheFooterBytes;
  auto const index = little(file, end, 8), bytes = little(file, end + 8, 8);
  if (!lies_in(file, index, bytes) || index < kCacheHeaderBytes || index + bytes > end) return file;
  repair_log(file, index);
  for (uint64_t at = index; at + kCacheEntryBytes <= index + bytes; at += kCacheEntryBytes) {
    auto const payload = little(file, at, 8);
    if (payload < kCacheRecordBytes || !lies_in(file, payload, 0)) continue;
    for (size_t i = 0; i < 4; ++i) file[at + 28 + i] = file[payload - 4 + i];
  }
  Sha256 sha;
  sha.update(std::string_view(file).substr(0, kCacheHeaderBytes));
  sha.update(std::string_view(file).substr(index, bytes));
  return file.replace(file.size() - kEndMark - kDigest, kDigest, sha.hex());
}

}  // namespace mixup::test
