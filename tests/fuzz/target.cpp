// target: one of libFuzzer's targets, for the reader MIXUP_READER. `make fuzz` runs each for a minute.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
  static auto const& reader = mixup::test::find_reader(MIXUP_READER);
  auto const outcome = mixup::test::outcome_of(reader, std::string(reinterpret_cast<char const*>(data), size));
  if (outcome.code == mixup::Exit::bug) {
    std::fprintf(stderr, "%s\n", outcome.what());
    std::abort();
  }
  return 0;
}
