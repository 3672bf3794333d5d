// file_test: what identifies a file in a record.
#include "formats/file.hpp"

#include "digest/digest.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("A file is identified by its name, its size and its digest, and again when it has changed", "[file]") {
  ScratchFolder const folder;
  auto const path = folder.write("some/data.bin", "abc");
  auto const first = identify(path);
  CHECK(first.name == "data.bin");
  CHECK(first.bytes == 3);
  CHECK(first.sha256 == hex_of<Sha256>("abc"));
  folder.write("some/data.bin", "abcd");
  CHECK(identify(path).sha256 == hex_of<Sha256>("abcd"));
  CHECK(error_of([&] { identify(folder.path() + "/absent"); }).code == Exit::io);
  CHECK(error_of([&] { read_bytes(folder.path()); }).code == Exit::io);  // a folder is not a file
}
