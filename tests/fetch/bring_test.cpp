// bring_test: a data folder is whole or absent, whatever the server, the archive or the person does.
#include "fetch/bring.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "catalog/catalog.hpp"
#include "core/output.hpp"
#include "digest/digest.hpp"
#include "fetch/check.hpp"
#include "fetch/imagenet.hpp"
#include "fetch/loopback_server.hpp"
#include "fetch/made_archive.hpp"
#include "formats/file.hpp"
#include "formats/scratch.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// 150 rows as iris has them, not its figures.
std::string iris_like() {
  std::string out;
  for (int i = 0; i < 150; ++i)
    out += fmt::format("5.{},3.{},1.{},0.{},Iris-{}\n", i % 10, i % 7, i % 5, i % 3,
                       i < 50    ? "setosa"
                       : i < 100 ? "versicolor"
                                 : "virginica");
  return out;
}

std::string zip_of(std::string const& content, std::string const& name = "iris.data") {
  ScratchFolder const folder;
  auto const path = folder.path() + "/z";
  MadeArchive(path, "zip").file("Index", "about").file(name, content).close();
  return read_bytes(path);
}

/// The set iris, at a server of the test, with the checksums of `content` and `archive`.
CatalogEntry iris_at(std::vector<std::string> const& addresses, std::string const& content,
                     std::string const& archive) {
  CatalogEntry set = find_data("iris");
  Origin origin;
  origin.form = "zip";
  origin.addresses = addresses;
  origin.bytes = static_cast<int64_t>(archive.size());
  origin.sha256 = hex_of<Sha256>(archive);
  origin.cited = "the test";
  set.sources = {origin};
  set.files.front().bytes = static_cast<int64_t>(content.size());
  set.files.front().sha256 = hex_of<Sha256>(content);
  set.files.front().md5.clear();
  return set;
}

Bring bring_to(ScratchFolder const& folder) {
  Bring bring;
  bring.root = folder.path() + "/data";
  bring.limits.stall_seconds = 1;
  bring.limits.attempts = 2;
  return bring;
}

/// Names in a folder but for the lock, which stays.
std::vector<std::string> left_in(fs::path const& folder) {
  std::vector<std::string> names;
  for (auto const& item : fs::directory_iterator(folder))
    if (item.path().extension() != ".lock") names.push_back(item.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

/// The folder of real data below MIXUP_BENCH_TEST_DATA or, with a word about it, "".
std::string real(std::string const& below) {
  char const* const root = std::getenv("MIXUP_BENCH_TEST_DATA");
  auto const path = root ? fs::path(root) / below : fs::path();
  if (root && fs::exists(path)) return path.string();
  WARN("skipped: no " << below << " in MIXUP_BENCH_TEST_DATA");
  return "";
}

}  // namespace

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

TEST_CASE("ImageNet is linked, Kaggle's validation part is sorted, what is missing is said", "[fetch]") {
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  for (auto const* name : {"n01440764/a.JPEG", "n01440764/b.JPEG", "n01443537/c.JPEG"})
    folder.write(std::string("kaggle/ILSVRC/Data/CLS-LOC/train/") + name, "jpeg");
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000001.JPEG", "jpeg");
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/val/ILSVRC2012_val_00000002.JPEG", "jpeg");
  auto const path = folder.path() + "/kaggle";
  auto const import_error = [&](bool partial) { return error_of([&] { import_imagenet(path, partial, bring); }); };
  CHECK_THAT(import_error(true).what(), Contains("LOC_val_solution.csv"));
  folder.write("kaggle/LOC_val_solution.csv",
               "ImageId,PredictionString\nILSVRC2012_val_00000001,n01443537 1 2 3 4\nILSVRC2012_val_00000002,n01440764 "
               "1 2 3 4\n");
  CHECK(import_error(false).code == Exit::data);
  CHECK_THAT(import_error(false).what(), Contains("1000"));
  CHECK_FALSE(fs::exists(bring.root + "/imagenet"));
  CHECK_THAT(import_imagenet(path, true, bring), Contains("layout checked"));
  CHECK(fs::is_symlink(bring.root + "/imagenet/train"));
  CHECK(fs::is_symlink(bring.root + "/imagenet/val/n01443537/ILSVRC2012_val_00000001.JPEG"));
  CHECK_THAT(verify_imagenet(bring), Contains("as its manifest says"));
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/train/n01443537/c.JPEG", "another");
  CHECK(error_of([&] { verify_imagenet(bring); }).code == Exit::data);
  folder.write("kaggle/ILSVRC/Data/CLS-LOC/train/n01443538.tar", "");
  CHECK_THAT(import_error(true).what(), Contains("not unpacked"));
  fs::remove_all(path + "/ILSVRC/Data/CLS-LOC/train");
  CHECK_THAT(import_error(true).what(), Contains("no folder train"));
}

TEST_CASE("The real sets import and verify", "[fetch][real]") {
  ScratchFolder const folder;
  auto const bring = bring_to(folder);
  auto const take = [&](std::string const& name, std::string const& path, bool link) {
    if (path.empty()) return;
    INFO(name);
    auto const& set = find_data(name);
    import_set(set, path, link, bring);
    CHECK_THAT(verify_set(set, bring), Contains("as its manifest says"));
    CHECK(presence_of(name, bring.root).word == "present");
  };
  for (auto const& name : names_of("uci")) take(name, real("uci"), false);
  take("cifar10", real("cifar-10-batches-bin"), true);
  auto const digits = real("fsdd_speech_commands");
  take("fsdd", digits, false);
  if (digits.empty()) return;
  CHECK(read_manifest(bring.root + "/fsdd_speech_commands").content == find_data("fsdd").tree.sha256);
}

TEST_CASE("The digits as their repository has them become Google's layout", "[fetch][real]") {
  auto const digits = real("fsdd_speech_commands");
  if (digits.empty()) return;
  std::map<std::string, char> const figures = {{"zero", '0'},  {"one", '1'},  {"two", '2'}, {"three", '3'},
                                               {"four", '4'},  {"five", '5'}, {"six", '6'}, {"seven", '7'},
                                               {"eight", '8'}, {"nine", '9'}};
  ScratchFolder const folder;
  fs::create_directories(folder.path() + "/fsdd/recordings");
  for (auto const& item : fs::recursive_directory_iterator(digits)) {
    if (item.path().extension() != ".wav") continue;
    auto name = item.path().filename().string();
    name.replace(name.find("_nohash_"), 8, "_");
    auto const word = item.path().parent_path().filename().string();
    fs::copy_file(item.path(), folder.path() + "/fsdd/recordings/" + figures.at(word) + "_" + name);
  }
  auto const bring = bring_to(folder);
  import_set(find_data("fsdd"), folder.path() + "/fsdd", false, bring);
  CHECK(read_manifest(bring.root + "/fsdd_speech_commands").content == find_data("fsdd").tree.sha256);
}
