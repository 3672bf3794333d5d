// bring_test: a fetched data folder is whole or absent, whatever the server or a killed process does.
#include "fetch/bring.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include "digest/digest.hpp"
#include "error_of.hpp"
#include "fetch/check.hpp"
#include "fetch/iris_set.hpp"
#include "fetch/loopback_server.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("A fetched set is whole, has a manifest and leaves nothing else", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  LoopbackServer const server([&](Request const&) { return answer_whole(archive); });
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  auto const set = iris_at({server.url("/iris.zip")}, content, archive);
  CHECK_THAT(fetch_set(set, bring), Contains("checked"));
  auto const target = bring.root + "/uci/iris";
  CHECK(read_bytes(target + "/iris.data") == content);
  CHECK(left_in(target) == Names{kManifestName, "iris.data"});
  CHECK(left_in(bring.root + "/uci") == Names{"iris"});
  auto const manifest = read_manifest(target);
  CHECK(manifest.set == "iris");
  CHECK(manifest.source == server.url("/iris.zip"));
  CHECK(manifest.archive_sha256 == hex_of<Sha256>(archive));
  CHECK(manifest.files.front().sha256 == hex_of<Sha256>(content));
  CHECK(manifest_content(target) == manifest.content);
  CHECK_THAT(verify_set(set, bring), Contains("as its manifest says"));

  CHECK_THAT(fetch_set(set, bring), Contains("there and right"));  // nothing is fetched twice
  CHECK(server.requests().size() == 1);
}

TEST_CASE("A wrong archive or file leaves the old data untouched and says what was expected", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  auto other = content;
  other[0] = '6';
  auto const wrong_file = zip_of(other);
  std::string served;
  LoopbackServer const server([&](Request const&) { return answer_whole(served); });
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  auto set = iris_at({server.url("/iris.zip")}, content, archive);
  auto const old = folder.write("data/uci/iris/iris.data", "old");
  std::string expected;
  SECTION("the archive") {
    served = archive;
    served[served.size() / 2] ^= 1;
    expected = hex_of<Sha256>(archive);
  }
  SECTION("the file in it") {
    served = wrong_file;
    set = iris_at({server.url("/iris.zip")}, content, wrong_file);
    expected = hex_of<Sha256>(content);
  }
  auto const e = error_of([&] { fetch_set(set, bring); });
  CHECK(e.code == Exit::data);
  CHECK_THAT(e.what(), Contains("expected " + expected));
  CHECK_THAT(e.what(), Contains("got "));
  CHECK_THAT(e.what(), Contains("data import iris"));
  CHECK(read_bytes(old) == "old");
  CHECK(left_in(bring.root + "/uci") == Names{"iris"});  // no archive, no staging
}

TEST_CASE("A mirror helps when the first address does not", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  LoopbackServer const server([&](Request const& request) {
    return request.path == "/good" ? answer_whole(archive)
                                   : "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  });
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  CHECK_THAT(fetch_set(iris_at({server.url("/gone"), server.url("/good")}, content, archive), bring),
             Contains("/good"));
  CHECK(read_manifest(bring.root + "/uci/iris").source == server.url("/good"));
}

TEST_CASE("Without a network the offline way is named", "[fetch]") {
  ScratchFolder const folder;
  auto const set = iris_at({"http://127.0.0.1:1/iris.zip"}, "x", "y");
  auto const e = error_of([&] { fetch_set(set, bring_to(folder)); });
  CHECK(e.code == Exit::unavailable);
  CHECK_THAT(e.what(), Contains("mixup-bench data import iris"));
}

TEST_CASE("What is damaged is fetched anew; what a person put there is kept beside", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  LoopbackServer const server([&](Request const&) { return answer_whole(archive); });
  ScratchFolder const folder;
  auto bring = bring_to(folder);
  std::string said;
  bring.notice = [&](std::string const& text) { said += text + "\n"; };
  auto const set = iris_at({server.url("/iris.zip")}, content, archive);
  bool const ours = GENERATE(true, false);
  if (ours) fetch_set(set, bring);
  folder.write("data/uci/iris/iris.data", "damaged");
  CHECK(error_of([&] { verify_set(set, bring); }).code == Exit::data);
  folder.write("data/uci/.iris.staging/data/half", "left by a killed process");
  fetch_set(set, bring);
  CHECK(read_bytes(bring.root + "/uci/iris/iris.data") == content);
  auto const left = left_in(bring.root + "/uci");
  CHECK(left.size() == (ours ? 1 : 2));
  if (!ours) CHECK(read_bytes(bring.root + "/uci/" + left[1] + "/iris.data") == "damaged");
  CHECK_THAT(said, Contains("is not whole"));
}

TEST_CASE("A folder that was moved away by a process that ended is put back", "[fetch]") {
  ScratchFolder const folder;
  folder.write("data/uci/.iris.previous/iris.data", "old");
  Place const place(folder.path() + "/data/uci/iris", [](std::string const&) {});
  CHECK(read_bytes(folder.path() + "/data/uci/iris/iris.data") == "old");
}

TEST_CASE("Two processes that fetch the same set: one waits and finds it done", "[fetch]") {
  auto const content = iris_like(), archive = zip_of(content);
  ScratchFolder const folder;
  auto bring = bring_to(folder);
  LoopbackServer const server([&](Request const&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return answer_whole(archive);
  });
  auto const set = iris_at({server.url("/iris.zip")}, content, archive);
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    auto const child = ::fork();
    if (child == 0) {
      auto const code = error_of([&] { fetch_set(set, bring); }).code;
      ::_exit(code == Exit::ok ? 0 : 1);
    }
    children.push_back(child);
  }
  for (auto const child : children) {
    int status = 1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(server.requests().size() == 1);
  CHECK(read_bytes(bring.root + "/uci/iris/iris.data") == content);
}

TEST_CASE("A manifest that was changed is noticed", "[fetch]") {
  ScratchFolder const folder;
  Manifest manifest;
  manifest.set = "iris";
  manifest.files = {{"iris.data", 3, std::string(64, 'a')}};
  write_dated(manifest, folder.path());
  CHECK(manifest_content(folder.path()).size() == 64);
  auto text = read_bytes(folder.path() + "/" + kManifestName);
  text[text.find("aaaa")] = 'b';
  folder.write(kManifestName, text);
  CHECK(error_of([&] { manifest_content(folder.path()); }).code == Exit::data);
  folder.write(kManifestName, "{\"schema\": 2}");
  CHECK(error_of([&] { manifest_content(folder.path()); }).code == Exit::data);
}
