// hostile_test: every committed file of the fuzz targets goes through its reader, and nothing but an Error comes out.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "formats/file.hpp"
#include "fuzz/readers.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> sorted_entries(fs::path const& folder) {
  std::vector<fs::path> out;
  if (fs::is_directory(folder))
    for (auto const& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

constexpr char const* kFolders[] = {MIXUP_TEST_DIR "/fuzz/corpus", MIXUP_TEST_DIR "/fuzz/regressions"};

/// True if the file does what its name says: good-... is read, every other one is refused.
void replay(FuzzReader const& reader, fs::path const& file) {
  INFO(file.string());
  auto const start = std::chrono::steady_clock::now();
  auto const outcome = outcome_of(reader, read_bytes(file.string()));
  auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  INFO(outcome.what());
  CHECK(seconds < 10);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  CHECK(usage.ru_maxrss < 1 << 20);         // KiB; the most of the process so far: the first file to take it is named
  std::string const said = outcome.what();  // one line, whatever the file holds
  CHECK(said.size() < 2000);
  CHECK(std::none_of(said.begin(), said.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
  bool const good = file.filename().string().rfind("good-", 0) == 0;
  CHECK((outcome.code == Exit::ok) == good);
  CHECK((good || outcome.code == Exit::data || outcome.code == Exit::usage));
}

}  // namespace

TEST_CASE("hostile files end in an error of the data, good ones are read", "[fuzz]") {
  for (auto const& reader : fuzz_readers()) {
    size_t files = 0;
    for (auto const* folder : kFolders)
      for (auto const& file : sorted_entries(fs::path(folder) / reader.name)) {
        replay(reader, file);
        ++files;
      }
    INFO(reader.name);
    CHECK(files >= 3);  // one that is read and some that are not
  }
}

TEST_CASE("every folder of files for fuzzing belongs to a reader", "[fuzz]") {
  for (auto const* folder : kFolders)
    for (auto const& entry : sorted_entries(folder)) {
      auto const name = entry.filename().string();
      bool const optional =
          name == "jpeg" || name == "png" || name == "wav";  // not in a program without their libraries
      CHECK((optional || find_reader(name).name == name));
    }
}
