// unpack_test: archives that would write elsewhere, fill the disk, or are not whole.
#include "fetch/unpack.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "error_of.hpp"
#include "fetch/made_archive.hpp"
#include "formats/file.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

UnpackLimits roomy() {
  UnpackLimits limits;
  limits.most_bytes = 1 << 20;
  limits.most_entries = 100;
  return limits;
}

/// Unpacks below <folder>/inner/out and says how it ended; nothing but that folder may change.
Error unpack_there(ScratchFolder const& folder, std::string const& archive, UnpackLimits const& limits = roomy()) {
  fs::create_directories(folder.path() + "/inner");
  return error_of([&] { unpack(archive, folder.path() + "/inner/out", limits); });
}

bool only_inside(ScratchFolder const& folder) {
  for (auto const& item : fs::directory_iterator(folder.path()))
    if (item.path().filename() != "inner" && item.path().filename() != "a") return false;
  for (auto const& item : fs::directory_iterator(folder.path() + "/inner"))
    if (item.path().filename() != "out") return false;
  return true;
}

}  // namespace

TEST_CASE("Files and folders are unpacked with our own mode bits", "[fetch]") {
  std::string const form = GENERATE("tar.gz", "zip");
  ScratchFolder const folder;
  auto const path = folder.path() + "/a";
  MadeArchive(path, form).special("./top", AE_IFDIR).file("./top/x.bin", "12345", 04777).file("top/sub/y", "").close();
  auto limits = roomy();
  limits.strip = GENERATE(0, 1);
  CHECK(unpack_there(folder, path, limits).code == Exit::ok);
  auto const out = fs::path(folder.path()) / "inner/out" / (limits.strip == 0 ? "top" : ".");
  CHECK(read_bytes((out / "x.bin").string()) == "12345");
  CHECK(fs::file_size(out / "sub/y") == 0);
  struct stat about {};
  REQUIRE(::stat((out / "x.bin").c_str(), &about) == 0);
  CHECK((about.st_mode & 06111) == 0);
}

TEST_CASE("What leads out of the folder, and what is no file, is refused", "[fetch]") {
  struct Evil {
    std::string name;
    std::function<void(MadeArchive&)> add;
  };
  auto const evil = GENERATE(Evil{"..", [](MadeArchive& a) { a.file("../x", "x"); }},
                             Evil{"..", [](MadeArchive& a) { a.file("b/../../x", "x"); }},
                             Evil{"..", [](MadeArchive& a) { a.special("../d", AE_IFDIR); }},
                             Evil{"absolute", [](MadeArchive& a) { a.file("/tmp/mixup-evil", "x"); }},
                             Evil{"absolute", [](MadeArchive& a) { a.file("c:\\x", "x"); }},
                             Evil{"is a link", [](MadeArchive& a) { a.symlink("l", "/etc/passwd"); }},
                             Evil{"is a link", [](MadeArchive& a) { a.symlink("l", "..").file("l/x", "x"); }},
                             Evil{"is a link", [](MadeArchive& a) { a.file("x", "x").hardlink("h", "/etc/passwd"); }},
                             Evil{"neither", [](MadeArchive& a) { a.special("fifo", AE_IFIFO); }},
                             Evil{"neither", [](MadeArchive& a) { a.special("dev", AE_IFCHR); }},
                             Evil{"comes twice", [](MadeArchive& a) { a.file("x", "1").file("./x", "2"); }},
                             Evil{"control characters", [](MadeArchive& a) { a.file("x\033[2J", "1"); }},
                             Evil{"a name of", [](MadeArchive& a) { a.file(std::string(300, 'n'), "1"); }});
  ScratchFolder const folder;
  auto const path = folder.path() + "/a";
  {
    MadeArchive archive(path, "tar.gz");
    evil.add(archive);
    archive.close();
  }
  auto const e = unpack_there(folder, path);
  CHECK(e.code == Exit::data);
  CHECK_THAT(e.what(), Contains(evil.name));
  CHECK(only_inside(folder));
  CHECK_FALSE(fs::exists("/tmp/mixup-evil"));
}

TEST_CASE("A million entries and a bomb stop at the cap", "[fetch]") {
  ScratchFolder const folder;
  auto const path = folder.path() + "/a";
  SECTION("a million entries") {
    MadeArchive archive(path, "tar.gz");
    for (int i = 0; i < 1000000; ++i) archive.special(std::to_string(i), AE_IFDIR);
    archive.close();
    auto const e = unpack_there(folder, path);
    CHECK(e.code == Exit::data);
    CHECK_THAT(e.what(), Contains("100 entries"));
  }
  SECTION("a bomb") {
    std::string const form = GENERATE("tar.gz", "zip");
    MadeArchive(path, form).zeros("zeros", 200 << 20).close();
    CHECK(fs::file_size(path) < 1 << 20);
    auto const e = unpack_there(folder, path);
    CHECK(e.code == Exit::data);
    CHECK_THAT(e.what(), Contains("1048576 bytes"));
    CHECK(fs::file_size(folder.path() + "/inner/out/zeros") <= 1 << 20);
  }
  CHECK(only_inside(folder));
}

TEST_CASE("An archive that is cut anywhere is an error, and so is no archive", "[fetch]") {
  std::string const form = GENERATE("tar.gz", "zip");
  ScratchFolder const folder;
  auto const path = folder.path() + "/a";
  std::string noise;
  for (uint32_t i = 0, x = 1; i < 20000; ++i) noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  MadeArchive(path, form).file("x", noise).file("y", noise).close();
  auto const whole = read_bytes(path);
  for (size_t parts = 0; parts < 20; ++parts) {
    ScratchFolder const other;
    auto const cut = other.write("a", whole.substr(0, whole.size() * parts / 20));
    CHECK(unpack_there(other, cut).code == Exit::data);
  }
  ScratchFolder const other;
  CHECK(unpack_there(other, other.write("a", "<html>login</html>" + std::string(2000, ' '))).code == Exit::data);
}
