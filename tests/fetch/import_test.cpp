// import_test: what a person already has is taken over, judged as a fetched set is, or refused without a trace.
#include <cerrno>

#include "core/output.hpp"
#include "error_of.hpp"
#include "fetch/check.hpp"
#include "fetch/iris_set.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("An archive, a file or a folder is imported, copied or linked, and judged alike", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  auto set = iris_at({"https://example.org/iris.zip"}, content, archive);
  auto const target = bring.root + "/uci/iris/iris.data";
  SECTION("archive") { import_set(set, folder.write("iris.zip", archive), false, bring); }
  SECTION("the file itself") {
    auto plain = set.sources.front();
    plain.form = "file", plain.bytes = 0, plain.sha256.clear();
    set.sources.push_back(plain);
    import_set(set, folder.write("iris.data", content), false, bring);
  }
  SECTION("the folder, one above it, or the root") {
    folder.write("have/uci/iris/iris.data", content);
    auto const* const below = GENERATE("", "/uci", "/uci/iris");
    import_set(set, folder.path() + "/have" + below, false, bring);
    CHECK_FALSE(fs::is_symlink(target));
  }
  SECTION("linked") {
    folder.write("have/iris.data", content);
    import_set(set, folder.path() + "/have", true, bring);
    CHECK(fs::is_symlink(target));
  }
  CHECK(read_bytes(target) == content);
  CHECK_THAT(verify_set(set, bring), Contains("as its manifest says"));
  CHECK(presence_of("iris", bring.root).word == "incomplete");  // not the size of the real one
}

TEST_CASE("Whichever output call fails, the old or the new data is there whole", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  auto const set = iris_at({"https://example.org/iris.zip"}, content, archive);
  int64_t calls = 1;
  for (int64_t n = 1; n <= calls; ++n) {
    ScratchFolder const folder;
    auto const bring = bring_to(folder);
    auto const from = folder.write("iris.zip", archive);
    fail_output(0, 0);
    import_set(set, from, false, bring);
    calls = output_calls();
    fail_output(n, ENOSPC);
    auto const e = error_of([&] { import_set(set, from, false, bring); });
    fail_output(0, 0);
    INFO("call " << n << " of " << calls << ": " << e.what());
    CHECK_THAT(verify_set(set, bring), Contains("as its manifest says"));
    CHECK(read_bytes(bring.root + "/uci/iris/iris.data") == content);
    CHECK(left_in(bring.root + "/uci") == Names{"iris"});
    CHECK(e.code == Exit::io);
  }
  CHECK(calls > 10);
}

TEST_CASE("An import that is wrong says so and changes nothing", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  auto const set = iris_at({"https://example.org/iris.zip"}, content, archive);
  CHECK(error_of([&] { import_set(set, folder.write("a.zip", archive + "x"), false, bring); }).code == Exit::data);
  CHECK(error_of([&] { import_set(set, folder.path() + "/none", false, bring); }).code == Exit::usage);
  folder.write("have/iris.data", content + "x");
  CHECK(error_of([&] { import_set(set, folder.path() + "/have", false, bring); }).code == Exit::data);
  fs::create_directory(folder.path() + "/empty");
  CHECK(error_of([&] { import_set(set, folder.path() + "/empty", false, bring); }).code == Exit::unavailable);
  CHECK_FALSE(fs::exists(bring.root + "/uci/iris"));
  CHECK(presence_of("iris", bring.root).word == "absent");
}
