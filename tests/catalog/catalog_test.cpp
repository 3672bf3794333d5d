// catalog_test: the facts of the data sets that are compiled in, and what a set's file may say.
#include "catalog/catalog.hpp"

#include <filesystem>
#include <set>

#include "catalog/places.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

/// A set with all that is asked for, and one field changed by a merge patch.
Json iris_with(std::string const& patch) {
  auto json = parse_json(
      R"({"name": "iris", "title": "Iris", "kind": "table", "folder": "uci/iris", "cited": "there",
          "table": {"rows": 150, "columns": 4, "classes": ["a", "b"]}, "most_bytes": 1, "most_entries": 1,
          "sources": [{"form": "zip", "addresses": ["https://a.org/x"], "cited": "there"}],
          "files": [{"name": "iris.data", "cited": "there"}]})",
      "test");
  merge(json, parse_json(patch, "patch"));
  return json;
}

Error mistake(std::string const& patch) {
  return error_of([&] { parse_entry(iris_with(patch), "test"); });
}

}  // namespace

TEST_CASE("The sets are in the order of kinds and names, each once", "[catalog]") {
  std::vector<std::string> names;
  for (auto const& entry : data_catalog()) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"imagenet", "cifar10", "cifar100", "fsdd", "speech_commands", "abalone",
                                          "arcene", "arrhythmia", "htru2", "iris", "phishing", "website_phishing",
                                          "grid25", "moons", "ring8", "rings"});
}

TEST_CASE("Every set with files but ImageNet can be fetched, with its size known", "[catalog]") {
  for (auto const& entry : data_catalog()) {
    if (entry.folder.empty()) continue;
    INFO(entry.name);
    CHECK(entry.sources.empty() == (entry.name == "imagenet"));
    CHECK_FALSE(entry.licence.empty());
    CHECK((entry.about_bytes > 0 || entry.tree.bytes > 0 || entry.files.front().bytes > 0));
    for (auto const& source : entry.sources)
      CHECK((source.bytes > 0 || source.form == "file" || entry.most_archive_bytes > 0));
  }
}

TEST_CASE("Sizes and classes of the official sets", "[catalog]") {
  CHECK(train_size(find_data("imagenet"), 0.5) == 1281167);
  CHECK(train_size(find_data("cifar10"), 0.5) == 50000);
  CHECK(find_data("cifar100").parts.test == 10000);
  CHECK(train_size(find_data("speech_commands"), 0.5) == 51088);
  CHECK(train_size(find_data("iris"), 0.8) == 120);
  CHECK(train_size(find_data("moons"), 0.5) == 1000);
  CHECK(find_data("cifar100").classes == 100);
  CHECK(find_data("speech_commands").classes == 30);
  CHECK(find_data("abalone").classes == 28);
  CHECK(find_data("arrhythmia").classes == 13);
  CHECK(find_data("grid25").classes == 25);
}

TEST_CASE("Names are those of the catalogue, with hyphens, or a group", "[catalog]") {
  CHECK(names_of("speech-commands") == std::vector<std::string>{"speech_commands"});
  CHECK(names_of("uci").size() == 7);
  CHECK(error_of([] { names_of("mnist"); }).code == Exit::usage);
  CHECK(error_of([] { names_of("moons"); }).code == Exit::usage);
}

TEST_CASE("A set's file with a mistake is refused", "[catalog]") {
  CHECK(mistake("{}").code == Exit::ok);
  auto const source = [](std::string const& fields) { return mistake(R"({"sources": [{)" + fields + "}]}"); };
  CHECK_THAT(source(R"("form": "zip", "addresses": ["http://a.org/x"], "cited": "there")").what(),
             Contains("https://"));
  CHECK_THAT(source(R"("form": "zip", "addresses": ["https://a.org/x"], "sha256": "12", "cited": "t")").what(),
             Contains("sources/sha256: got 12, allowed 64"));
  CHECK_THAT(source(R"("form": "zip", "addresses": ["https://a.org/x"])").what(), Contains("cited"));
  CHECK_THAT(source(R"("form": "rar", "addresses": ["https://a.org/x"], "cited": "there")").what(), Contains("tar.gz"));
  CHECK_THAT(source(R"("form": "zip", "addresses": [], "cited": "there")").what(), Contains("one or more"));
  for (auto const* field : {"kind", "name", "cited", "folder", "files", "sources", "table", "most_bytes"}) {
    INFO(field);
    CHECK(mistake(std::string("{\"") + field + "\": null}").code == Exit::usage);
  }
  CHECK_THAT(mistake(R"({"files": [{"name": "iris.data"}]})").what(), Contains("files/iris.data: says nowhere"));
  CHECK_THAT(mistake(R"({"kind": "tables"})").what(), Contains("photographs, images"));
  CHECK_THAT(mistake(R"({"licenses": "x"})").what(), Contains("no such field"));
}

TEST_CASE("without a home the folder of the data sets is asked for, and only where it is needed", "[catalog]") {
  auto const& iris = find_data("iris");
  for (auto const& error : {error_of([&] { data_folder(iris, "", ""); }), error_of([&] { own_folder(iris, ""); })}) {
    CHECK(error.code == Exit::usage);
    CHECK_THAT(error.what(), Contains("HOME is not set: give --data-dir FOLDER or set MIXUP_BENCH_DATA"));
  }
  CHECK(data_folder(iris, "", "/given") == "/given");
  CHECK(own_folder(iris, "/root") == "/root/uci/iris");
}

TEST_CASE("a link in place of a file that leads nowhere is named", "[catalog]") {
  ScratchFolder const folder;
  auto const link = folder / "iris.data";
  std::filesystem::create_symlink(folder / "gone", link);
  auto const error = error_of([&] { data_files(find_data("iris"), folder.path()); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains(link + ": a link that leads nowhere"));
}
