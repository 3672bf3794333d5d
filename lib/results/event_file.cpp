#include "results/event_file.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>

#include "core/error.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

constexpr uint32_t kCastagnoli = 0x82f63b78U;  // its polynomial, reflected
constexpr uint32_t kMask = 0xa282ead8U;        // tensorflow/core/lib/hash/crc32c.h: a CRC of CRCs is no good check

std::array<uint32_t, 256> make_crc32c_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t i = 0; i < table.size(); ++i) {
    table[i] = i;
    for (int bit = 0; bit < 8; ++bit) table[i] = table[i] >> 1 ^ (table[i] & 1 ? kCastagnoli : 0);
  }
  return table;
}

/// Little-endian, as on every machine that LibTorch runs on.
template <class T>
std::string raw(T value) {
  std::string out(sizeof value, '\0');
  std::memcpy(out.data(), &value, sizeof value);
  return out;
}

std::string masked_crc(std::string_view bytes) {
  uint32_t const crc = crc32c(bytes);
  return raw<uint32_t>((crc >> 15 | crc << 17) + kMask);
}

// Protocol buffers: a field is its number and kind in one varint, then its value.
enum class Wire { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

std::string varint(uint64_t value) {
  std::string out;
  for (; value >= 128; value >>= 7) out += static_cast<char>((value & 127) | 128);
  return out + static_cast<char>(value);
}

std::string key(uint64_t number, Wire wire) { return varint(number << 3 | static_cast<uint64_t>(wire)); }
std::string bytes_field(uint64_t number, std::string const& value) {
  return key(number, Wire::bytes) + varint(value.size()) + value;
}

std::string event_now() {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return key(1, Wire::fixed64) + raw(std::chrono::duration<double>(now).count());
}

std::string event_path(std::string const& folder) {
  make_folder(folder);
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("{}/events.out.tfevents.{}.{}.{}", folder,
                     std::chrono::duration_cast<std::chrono::seconds>(now).count(), host, ::getpid());
}

}  // namespace

uint32_t crc32c(std::string_view bytes) {
  static auto const table = make_crc32c_table();
  uint32_t crc = ~0U;
  for (char const c : bytes) crc = crc >> 8 ^ table[(crc ^ static_cast<unsigned char>(c)) & 255];
  return ~crc;
}

EventFile::EventFile(std::string const& folder) : file_(event_path(folder), OutputFile::Mode::append) {
  record(event_now() + bytes_field(3, "brain.Event:2"));
}

void EventFile::scalars(int64_t step, std::vector<std::pair<std::string, double>> const& values) {
  std::string summary;
  for (auto const& [tag, value] : values)
    summary += bytes_field(1, bytes_field(1, tag) + key(2, Wire::fixed32) + raw(static_cast<float>(value)));
  record(event_now() + key(2, Wire::varint) + varint(static_cast<uint64_t>(step)) + bytes_field(5, summary));
}

void EventFile::record(std::string const& event) {
  auto const length = raw<uint64_t>(event.size());
  file_.write(length + masked_crc(length) + event + masked_crc(event));
}

}  // namespace mixup
