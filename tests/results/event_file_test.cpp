// event_file: read back by the description of the format.
#include "results/event_file.hpp"

#include <cstring>
#include <fstream>
#include <sstream>

#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// The records of the only file in a folder; their checksums are checked.
std::vector<std::string> records(std::string const& folder) {
  auto const entry = *std::filesystem::directory_iterator(folder);
  REQUIRE(entry.path().filename().string().find("events.out.tfevents.") == 0);
  std::ostringstream text;
  text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  std::string const bytes = text.str();
  auto const masked = [](std::string_view part) {
    uint32_t const crc = crc32c(part);
    return static_cast<uint32_t>((crc >> 15 | crc << 17) + 0xa282ead8U);
  };
  auto const stored = [&](size_t at) {
    uint32_t out = 0;
    std::memcpy(&out, bytes.data() + at, sizeof out);
    return out;
  };
  std::vector<std::string> out;
  for (size_t at = 0; at < bytes.size();) {
    uint64_t length = 0;
    std::memcpy(&length, bytes.data() + at, sizeof length);
    REQUIRE(stored(at + 8) == masked({bytes.data() + at, 8}));
    out.push_back(bytes.substr(at + 12, length));
    REQUIRE(stored(at + 12 + length) == masked(out.back()));
    at += 16 + length;
  }
  return out;
}

}  // namespace

TEST_CASE("CRC-32C is that of RFC 3720") {
  CHECK(crc32c("123456789") == 0xe3069283U);
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aaU);
}

TEST_CASE("an event file holds its version, then steps with their numbers") {
  ScratchFolder folder;
  {
    EventFile file(folder / "run");
    file.scalars(300, {{"test/error", 4.5}});
  }
  auto const found = records(folder / "run");
  REQUIRE(found.size() == 2);
  CHECK(found[0].substr(9) ==
        "\x1a\x0d"
        "brain.Event:2");  // after 0x09 and the time: field 3, 13 bytes
  // step: field 2, 300 = 0xac 0x02; summary: field 5; value: field 1; tag: field 1; 4.5f: field 2, 0x40900000
  std::string const expected("\x10\xac\x02\x2a\x13\x0a\x11\x0a\x0atest/error\x15\x00\x00\x90\x40", 24);
  CHECK(found[1].substr(9) == expected);
}
