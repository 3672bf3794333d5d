// dataset_test: load() from the name to the splits, on files that the test writes and on generated data.
#include "data/dataset.hpp"

#include "catalog/places.hpp"
#include "error_of.hpp"
#include "formats/manifest.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

DataSpec spec_of(std::string const& name, Source source) {
  DataSpec spec;
  spec.name = name;
  spec.source = source;
  return spec;
}

/// 150 rows that are read as Iris.
std::string iris() {
  std::string out;
  for (auto const* name : {"setosa", "versicolor", "virginica"})
    for (int i = 0; i < 50; ++i) out += fmt::format("{},{},1,0.2,Iris-{}\n", i, 50 - i, name);
  return out + "\n";
}

}  // namespace

TEST_CASE("An unknown data set is a usage error that names the known ones", "[data]") {
  auto const error = error_of([] { load(spec_of("cifar11", Source::synthetic), {}, 1); });
  CHECK(error.code == Exit::usage);
  CHECK_THAT(error.what(), Contains("\"cifar11\"") && Contains("cifar10, cifar100") && Contains("website_phishing"));
}

TEST_CASE("Missing files are an error with folder, command and the way without", "[data]") {
  ScratchFolder const folder;
  for (CatalogEntry const& entry : data_catalog()) {
    if (entry.kind == DataKind::points) continue;
    auto const error = error_of([&] { load(spec_of(entry.name, Source::real), {folder.path(), ""}, 1); });
    CHECK(error.code == Exit::unavailable);
    CHECK_THAT(error.what(), Contains(folder.path() + "/" + entry.folder) &&
                                 Contains("mixup-bench data import " + entry.name) && Contains("--data synthetic"));
    CHECK_THAT(error.what(), Contains(entry.sources.empty() ? "an account at " + entry.page
                                                            : "mixup-bench data fetch " + entry.name));
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
}

TEST_CASE("A set is found below the root, in its own folder and in the folder above", "[data]") {
  ScratchFolder const folder;
  folder.write("uci/iris/iris.data", iris());
  for (DataPlace const& place : {DataPlace{folder.path(), ""}, DataPlace{"", folder.path() + "/uci/iris"},
                                 DataPlace{"", folder.path() + "/uci"}, DataPlace{"", folder.path()}})
    CHECK(load(spec_of("iris", Source::real), place, 1).train.y.numel() == 120);
}

TEST_CASE("The validation labels of ARCENE may lie one folder higher, as in UCI's archive", "[data]") {
  ScratchFolder const folder;
  for (auto const* name : {"arcene_train.data", "arcene_train.labels", "arcene_valid.data"})
    folder.write(std::string("ARCENE/") + name, "");
  folder.write("arcene_valid.labels", "");
  auto const& entry = find_data("arcene");
  CHECK(data_files(entry, folder.path()).at(3) == folder.path() + "/arcene_valid.labels");
  CHECK(data_files(entry, folder.path() + "/ARCENE").at(3) == folder.path() + "/arcene_valid.labels");
}

TEST_CASE("The identity names the content of the manifest of a folder that has one", "[data]") {
  ScratchFolder const folder;
  folder.write("iris.data", iris());
  auto const spec = spec_of("iris", Source::real);
  CHECK_FALSE(load(spec, {"", folder.path()}, 1).identity.contains("manifest"));
  Manifest manifest;
  manifest.set = "iris";
  manifest.files = {{"iris.data", 9, std::string(64, 'a')}};
  manifest.content = content_digest(manifest.files);
  folder.write(kManifestName, manifest_json(manifest).dump());
  CHECK(load(spec, {"", folder.path()}, 1).identity["manifest"] == manifest.content);
  manifest.content = std::string(64, 'b');
  folder.write(kManifestName, manifest_json(manifest).dump());
  CHECK_THROWS_AS(load(spec, {"", folder.path()}, 1), Error);
}

TEST_CASE("The identity names the files by digest and no folder", "[data]") {
  ScratchFolder const folder;
  folder.write("uci/iris/iris.data", iris());
  auto const splits = load(spec_of("iris", Source::real), {folder.path(), ""}, 1);
  CHECK(splits.identity["name"] == "iris");
  CHECK(splits.identity["source"] == "real");
  CHECK(splits.identity["partial"] == false);
  CHECK(splits.identity["classes"] == 3);
  CHECK(splits.identity["train_size"] == 120);
  CHECK(splits.identity["test_size"] == 30);
  CHECK(splits.identity["files"].size() == 1);
  CHECK(splits.identity["files"][0]["name"] == "iris.data");
  CHECK(splits.identity["files"][0]["bytes"] == iris().size());
  CHECK(splits.identity["files"][0]["sha256"].get<std::string>().size() == 64);
  CHECK(splits.identity.dump().find(folder.path()) == std::string::npos);
}

TEST_CASE("A file that changes is read again within the process", "[data]") {
  ScratchFolder const folder;
  folder.write("uci/iris/iris.data", iris());
  load(spec_of("iris", Source::real), {folder.path(), ""}, 1);
  folder.write("uci/iris/iris.data", iris() + "broken\n");
  CHECK(error_of([&] { load(spec_of("iris", Source::real), {folder.path(), ""}, 1); }).code == Exit::data);
}

TEST_CASE("Generated images honour limits and corruption, and do not depend on the run's seed", "[data]") {
  auto spec = spec_of("cifar10", Source::synthetic);
  spec.train_limit = 200;
  spec.test_limit = 50;
  spec.corrupt = 0.5;
  auto const a = load(spec, {}, 1), b = load(spec, {}, 2);
  CHECK(a.train.x.sizes().vec() == std::vector<int64_t>{200, 3, 32, 32});
  CHECK(a.test.y.numel() == 50);
  CHECK(a.train.mean == std::vector<double>{.4914, .4822, .4465});
  CHECK(a.train.x.equal(b.train.x));
  CHECK(a.clean_y.equal(b.clean_y));
  CHECK_FALSE(a.train.y.equal(b.train.y));
  CHECK(a.identity["files"].empty());
  CHECK(a.identity["source"] == "synthetic");
  spec.test_limit = 10001;
  auto const error = error_of([&] { load(spec, {}, 1); });
  CHECK(error.code == Exit::usage);
  CHECK_THAT(error.what(), Contains("data.test_limit: got 10001, allowed 1 ... 10000"));
}

TEST_CASE("Generated tables have the shape of the real ones", "[data]") {
  for (CatalogEntry const& entry : data_catalog()) {
    if (entry.kind != DataKind::table) continue;
    auto const splits = load(spec_of(entry.name, Source::synthetic), {}, 1);
    CHECK(splits.train.classes == entry.classes);
    CHECK(splits.train.y.max().item<int64_t>() < entry.classes);
    CHECK(splits.corrupted.sum().item<int64_t>() == 0);
  }
  auto spec = spec_of("iris", Source::synthetic);
  spec.augment = Augment::crop_flip;
  CHECK(error_of([&] { load(spec, {}, 1); }).code == Exit::usage);
}
