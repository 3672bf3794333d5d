// real_sets_test: the official files import and verify against the committed checksums.
#include "fetch/check.hpp"
#include "fetch/iris_set.hpp"
#include "real_data.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

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
  for (auto const& name : names_of("uci")) take(name, real_data("uci"), false);
  take("cifar10", real_data("cifar-10-batches-bin"), true);
  take("cifar100", real_data("cifar-100-binary"), true);
  auto const digits = real_data("fsdd_speech_commands");
  take("fsdd", digits, false);
  if (digits.empty()) return;
  CHECK(read_manifest(bring.root + "/fsdd_speech_commands").content == find_data("fsdd").tree.sha256);
}

TEST_CASE("The digits as their repository has them become Google's layout", "[fetch][real]") {
  auto const digits = real_data("fsdd_speech_commands");
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
