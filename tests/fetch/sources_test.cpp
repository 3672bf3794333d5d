// sources_test: the addresses and checksums that are compiled in.
#include "fetch/sources.hpp"

#include <set>

#include "error_of.hpp"
#include "fetch/address.hpp"
#include "formats/catalog.hpp"
#include "formats/cifar.hpp"
#include "formats/uci.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("Every set with files but ImageNet can be fetched, over https, with its proofs cited", "[fetch]") {
  for (auto const& entry : data_catalog()) {
    if (entry.kind == DataKind::points || entry.kind == DataKind::photographs) continue;
    INFO(entry.name);
    auto const* set = find_source(entry.name);
    REQUIRE(set != nullptr);
    CHECK(set->title == entry.title);
    CHECK(set->sources.front().addresses.front() == entry.url);
    CHECK_FALSE(set->licence.empty());
    CHECK((set->about_bytes > 0 || set->tree.bytes > 0 || set->files.front().bytes > 0));
    for (auto const& source : set->sources) {
      CHECK((source.bytes > 0 || source.form == "file" || set->most_archive_bytes > 0));
      for (auto const& address : source.addresses) CHECK(scheme_of(address) == Scheme::https);
    }
    for (auto const& file : set->files) CHECK_FALSE(file.cited.empty());
  }
}

TEST_CASE("Files are listed in the order in which their reader wants them", "[fetch]") {
  for (auto const& set : all_sources()) {
    std::vector<std::string> expected, listed;
    auto const kind = find_data(set.name).kind;
    if (kind == DataKind::images)
      for (auto const& file : cifar_set(set.name).files) expected.push_back(file.name);
    if (kind == DataKind::table)
      for (auto const& places : uci_set(set.name).files) expected.push_back(places.front());
    for (auto const& file : set.files) listed.push_back(file.name);
    CHECK(listed == expected);
  }
}

TEST_CASE("Names are those of the catalogue, with hyphens, or a group", "[fetch]") {
  CHECK(names_of("speech-commands") == std::vector<std::string>{"speech_commands"});
  CHECK(names_of("uci").size() == 7);
  CHECK(error_of([] { names_of("mnist"); }).code == Exit::usage);
  CHECK(error_of([] { names_of("moons"); }).code == Exit::usage);
}

TEST_CASE("A sources file with a mistake is refused", "[fetch]") {
  auto const json = [](std::string const& source) {
    return parse_json(
        R"({"sets": [{"name": "iris", "most_bytes": 1, "most_entries": 1, "sources": [)" + source + "]}]}", "test");
  };
  auto const code = [&](std::string const& source) {
    return error_of([&] { parse_sources(json(source), "test"); }).code;
  };
  CHECK(code(R"({"form": "zip", "addresses": ["https://a.org/x"], "cited": "there"})") == Exit::ok);
  CHECK(code(R"({"form": "zip", "addresses": ["http://a.org/x"], "cited": "there"})") == Exit::usage);
  CHECK(code(R"({"form": "zip", "addresses": ["https://a.org/x"], "sha256": "12", "cited": "there"})") == Exit::usage);
  CHECK(code(R"({"form": "zip", "addresses": ["https://a.org/x"]})") == Exit::usage);
  CHECK(code(R"({"form": "rar", "addresses": ["https://a.org/x"], "cited": "there"})") == Exit::usage);
  CHECK(code(R"({"form": "zip", "addresses": [], "cited": "there"})") == Exit::usage);
}
