// sha256_test: the example messages of NIST (FIPS 180-4 examples, and the million-a message of FIPS 180-2).
#include "formats/sha256.hpp"

#include "error_of.hpp"
#include "formats/file.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;

namespace {
std::string sha(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return sha.hex();
}
}  // namespace

TEST_CASE("SHA-256 gives the digests that NIST published", "[data]") {
  CHECK(sha("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstno"
            "pqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(sha(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("A digest does not depend on how the bytes are cut", "[data]") {
  std::string const text(1000, 'x');
  for (size_t piece : {1, 63, 64, 65, 127}) {
    Sha256 pieces;
    for (size_t at = 0; at < text.size(); at += piece) pieces.update(std::string_view(text).substr(at, piece));
    CHECK(pieces.hex() == sha(text));
  }
}

TEST_CASE("A file is identified by its name, its size and its digest, and again when it has changed", "[data]") {
  ScratchFolder const folder;
  auto const path = folder.write("some/data.bin", "abc");
  auto const first = identify(path);
  CHECK(first.name == "data.bin");
  CHECK(first.bytes == 3);
  CHECK(first.sha256 == sha("abc"));
  folder.write("some/data.bin", "abcd");
  CHECK(identify(path).sha256 == sha("abcd"));
  CHECK(error_of([&] { identify(folder.path() + "/absent"); }).code == Exit::io);
  CHECK(error_of([&] { read_bytes(folder.path()); }).code == Exit::io);  // a folder is not a file
}
