// download_test: what servers do to a download.
#include "fetch/download.hpp"

#include "catalog/address.hpp"
#include "error_of.hpp"
#include "fetch/loopback_server.hpp"
#include "formats/file.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

DownloadLimits limits_of(int64_t bytes, int attempts = 3) {
  DownloadLimits limits;
  limits.bytes = bytes;
  limits.most_bytes = bytes > 0 ? bytes : 1000000;
  limits.stall_seconds = 1;
  limits.attempts = attempts;
  return limits;
}

constexpr char kTag[] = "ETag: \"one\"\r\n";

}  // namespace

TEST_CASE("Only https, files and this machine are addresses", "[fetch]") {
  CHECK(scheme_of("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz") == Scheme::https);
  CHECK(scheme_of("http://127.0.0.1:8000/x") == Scheme::loopback);
  CHECK(scheme_of("http://[::1]:8000/x") == Scheme::loopback);
  CHECK(scheme_of("file:///tmp/x") == Scheme::file);
  for (auto const* address : {"http://example.org/x", "ftp://example.org/x", "http://127.0.0.1.example.org/x", "x", "",
                              "http://127.0.0.1@example.org/x", "https://", "file://host/x", "http://localhost\\@a.b/"})
    CHECK(error_of([&] { scheme_of(address); }).code == Exit::usage);
  CHECK(may_redirect("https://a.org/x", "https://b.org/y"));
  CHECK_FALSE(may_redirect("https://a.org/x", "http://127.0.0.1/y"));
  CHECK_FALSE(may_redirect("http://127.0.0.1/x", "file:///etc/passwd"));
  CHECK_FALSE(may_redirect("http://127.0.0.1/x", "http://a.org/x"));
}

TEST_CASE("A download arrives whole and tells how far it is", "[fetch]") {
  auto const body = numbered(300000);
  LoopbackServer const server([&](Request const&) { return answer_whole(body); });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  DownloadTick last;
  download(server.url("/x"), path, limits_of(300000), [&](DownloadTick const& tick) { last = tick; });
  CHECK(read_bytes(path) == body);
  CHECK(last.done == 300000);
  CHECK(last.total == 300000);
  CHECK(last.bytes_per_second > 0);
  CHECK_FALSE(std::filesystem::exists(path + ".part"));
  CHECK_FALSE(std::filesystem::exists(path + ".part.from"));
}

TEST_CASE("A download that was cut goes on where it ended", "[fetch]") {
  auto const body = numbered(300000);
  LoopbackServer const server([&](Request const& request) {
    return request.from == 0 ? answer_cut(body, 120000, kTag) : answer_rest(body, request.from, kTag);
  });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  SECTION("in the same call") { download(server.url("/x"), path, limits_of(300000), {}); }
  SECTION("in another process") {
    CHECK(error_of([&] { download(server.url("/x"), path, limits_of(300000, 1), {}); }).code == Exit::unavailable);
    CHECK(std::filesystem::file_size(path + ".part") == 120000);
    download(server.url("/x"), path, limits_of(300000), {});
  }
  CHECK(read_bytes(path) == body);
  auto const requests = server.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[1].from == 120000);
  CHECK(requests[1].has("if-range: \"one\""));
}

TEST_CASE("A server without ranges, and one whose file has changed, are read from the start", "[fetch]") {
  auto const old = numbered(200000), fresh = std::string(150000, 'f');
  bool const changed = GENERATE(false, true);
  int count = 0;
  LoopbackServer const server([&](Request const&) {
    if (++count == 1) return answer_cut(old, 70000, kTag);
    return changed ? answer_whole(fresh, "ETag: \"two\"\r\n") : answer_whole(old);
  });
  ScratchFolder const folder;
  download(server.url("/x"), folder.path() + "/x", limits_of(0), {});
  CHECK(read_bytes(folder.path() + "/x") == (changed ? fresh : old));
}

TEST_CASE("A part of another address is not continued", "[fetch]") {
  auto const body = numbered(5000);
  LoopbackServer const server([&](Request const& request) {
    return request.path == "/a" ? answer_cut(body, 2000, kTag) : answer_whole(body, kTag);
  });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  error_of([&] { download(server.url("/a"), path, limits_of(5000, 1), {}); });
  download(server.url("/b"), path, limits_of(5000), {});
  CHECK(read_bytes(path) == body);
  CHECK(server.requests().back().from == 0);
}

TEST_CASE("A range that the server does not have starts over", "[fetch]") {
  auto const body = numbered(5000);
  LoopbackServer const server([&](Request const& request) {
    if (request.from > 0)
      return std::string("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n");
    return answer_whole(body, kTag);
  });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  folder.write("x.part", std::string(9000, 'z'));
  folder.write("x.part.from", server.url("/x") + "\n\"one\"");
  download(server.url("/x"), path, limits_of(5000), {});
  CHECK(read_bytes(path) == body);
}

TEST_CASE("Another range than the one asked for is refused", "[fetch]") {
  auto const body = numbered(5000);
  LoopbackServer const server([&](Request const& request) {
    return request.from == 0 ? answer_cut(body, 2000, kTag) : answer_rest(body, request.from - 1, kTag);
  });
  ScratchFolder const folder;
  auto const e = error_of([&] { download(server.url("/x"), folder.path() + "/x", limits_of(5000), {}); });
  CHECK(e.code == Exit::unavailable);
  CHECK_THAT(e.what(), Contains("asked for the bytes from 2000"));
}

TEST_CASE("Pages, errors and files of another size never become the file", "[fetch]") {
  std::string const page = "<html>not here</html>";
  std::string answer;
  LoopbackServer const server([&](Request const&) { return answer; });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  auto const fails = [&](DownloadLimits const& limits) {
    auto const e = error_of([&] { download(server.url("/x"), path, limits, {}); });
    CHECK_FALSE(std::filesystem::exists(path));
    return e;
  };
  SECTION("404 with a page") {
    answer = fmt::format(
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
        page.size(), page);
    auto const e = fails(limits_of(0));
    CHECK(e.code == Exit::unavailable);
    CHECK_THAT(e.what(), Contains("404"));
  }
  SECTION("a page instead of the file") {
    answer = answer_whole(page, "Content-Type: text/html; charset=utf-8\r\n");
    auto const e = fails(limits_of(0));
    CHECK(e.code == Exit::data);
    CHECK_THAT(e.what(), Contains("web page"));
  }
  SECTION("another size") {
    answer = answer_whole(numbered(5001));
    auto const e = fails(limits_of(5000));
    CHECK(e.code == Exit::data);
    CHECK_THAT(e.what(), Contains("expected 5000"));
  }
  SECTION("more than the most, without a length") {
    answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + numbered(1200000);
    CHECK(fails(limits_of(0)).code == Exit::data);
  }
  SECTION("500 after 500") {
    answer = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    CHECK(fails(limits_of(0, 2)).code == Exit::unavailable);
    CHECK(server.requests().size() == 2);
  }
}

TEST_CASE("Redirects lead to https or from this machine to itself, a few times", "[fetch]") {
  auto const body = numbered(1000);
  std::string target;
  auto const redirect = [&] {
    return fmt::format("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 5\r\nConnection: close\r\n\r\nmoved",
                       target);
  };
  LoopbackServer const server(
      [&](Request const& request) { return request.path == "/end" ? answer_whole(body) : redirect(); });
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  auto const get = [&] { return error_of([&] { download(server.url("/x"), path, limits_of(1000), {}); }); };
  SECTION("to itself") {
    target = "/end";
    CHECK(get().code == Exit::ok);
    CHECK(read_bytes(path) == body);
  }
  SECTION("for ever") {
    target = "/x";
    CHECK(get().code == Exit::unavailable);
    CHECK(server.requests().size() == 6);
  }
  for (std::string const bad : {"file:///etc/passwd", "ftp://example.org/x", "http://example.org/x"}) SECTION(bad) {
      target = bad;
      auto const e = get();
      CHECK(e.code == Exit::unavailable);
      CHECK_THAT(e.what(), Contains("sends on to"));
      CHECK_FALSE(std::filesystem::exists(path));
    }
}

TEST_CASE("A server that falls silent is given up; nobody there is said", "[fetch]") {
  auto const body = numbered(5000);
  ScratchFolder const folder;
  auto const path = folder.path() + "/x";
  std::string gone;
  {
    LoopbackServer const server([&](Request const&) { return answer_cut(body, 1000) + LoopbackServer::kStall; });
    auto const e = error_of([&] { download(server.url("/x"), path, limits_of(5000, 1), {}); });
    CHECK(e.code == Exit::unavailable);
    CHECK_THAT(e.what(), Contains("nothing comes any more"));
    gone = server.url("/x");
  }
  auto const e = error_of([&] { download(gone, path, limits_of(5000, 1), {}); });
  CHECK(e.code == Exit::unavailable);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("A file: address is copied", "[fetch]") {
  ScratchFolder const folder;
  auto const body = numbered(5000);
  folder.write("source", body);
  download("file://" + folder.path() + "/source", folder.path() + "/x", limits_of(5000), {});
  CHECK(read_bytes(folder.path() + "/x") == body);
  CHECK(error_of([&] { download("file://" + folder.path() + "/none", folder.path() + "/y", limits_of(0), {}); }).code ==
        Exit::unavailable);
}
