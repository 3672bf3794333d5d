// digest_test: the example messages that came with each standard, in one piece, in pieces and in a file.
#include "digest/digest.hpp"

#include "digest/crc32.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

// FIPS 180-4 examples, and the million-a message of FIPS 180-2.
TEST_CASE("SHA-256 gives the digests that NIST published", "[digest]") {
  CHECK(hex_of<Sha256>("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_of<Sha256>("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex_of<Sha256>("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex_of<Sha256>(
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstno"
            "pqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(hex_of<Sha256>(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("A digest does not depend on how the bytes are cut", "[digest]") {
  std::string const text(1000, 'x');
  for (size_t piece : {1, 63, 64, 65, 127}) {
    Sha256 pieces;
    for (size_t at = 0; at < text.size(); at += piece) pieces.update(std::string_view(text).substr(at, piece));
    CHECK(pieces.hex() == hex_of<Sha256>(text));
  }
}

TEST_CASE("MD5 and SHA-1 give the digests of their standards", "[digest]") {
  CHECK(hex_of<Md5>("abc") == "900150983cd24fb0d6963f7d28e17f72");           // RFC 1321, A.5
  CHECK(hex_of<Sha1>("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");  // FIPS 180-4, example
}

TEST_CASE("A file has the digests of its bytes, beyond one chunk, too", "[digest]") {
  ScratchFolder const folder;
  auto const got = digests_of(folder.write("abc", "abc"), /*md5=*/true);
  CHECK(got.bytes == 3);
  CHECK(got.sha256 == hex_of<Sha256>("abc"));
  CHECK(got.md5 == hex_of<Md5>("abc"));
  std::string const large((1 << 20) + 7, 'x');
  auto const more = digests_of(folder.write("large", large), /*md5=*/false);
  CHECK(more.bytes == (1 << 20) + 7);
  CHECK(more.sha256 == hex_of<Sha256>(large));
  CHECK(more.md5.empty());
  CHECK(error_of([&] { digests_of(folder.path() + "/absent", false); }).code == Exit::io);
  CHECK(error_of([&] { digests_of(folder.path(), false); }).code == Exit::io);  // a folder is not a file
}

TEST_CASE("CRC-32 has the check value of every catalogue of CRCs, in pieces, too", "[digest]") {
  CHECK(crc32("123456789") == 0xcbf43926);
  CHECK(crc32("6789", crc32("12345")) == 0xcbf43926);
  CHECK(crc32("") == 0);
  CHECK(crc32({}, 7) == 7);
}
