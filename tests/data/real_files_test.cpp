// real_files_test: the official files of the UCI sets and of CIFAR against what is known of them.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "catalog/places.hpp"
#include "data/dataset.hpp"
#include "error_of.hpp"
#include "formats/uci.hpp"
#include "real_data.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

Frame read_real(std::string const& name, std::string const& uci) {
  return read_uci(find_data(name).table, data_files(find_data(name), uci + "/" + name), false);
}

int64_t count(Frame const& frame, int64_t label) { return std::count(frame.labels.begin(), frame.labels.end(), label); }

DataSpec spec_of(std::string const& name, bool partial) {
  DataSpec spec;
  spec.name = name;
  spec.partial = partial;
  return spec;
}

}  // namespace

// Counts of classes: the repository's description of each set.
TEST_CASE("The UCI sets have the rows and classes of their description", "[data][real]") {
  auto const uci = real_data("uci");
  if (uci.empty()) return;
  auto const abalone = read_real("abalone", uci);
  std::vector<int64_t> sexes(3);
  for (int64_t row = 0; row < abalone.rows; ++row) ++sexes[static_cast<size_t>(abalone.at(row, 0))];
  CHECK(sexes == std::vector<int64_t>{1528, 1307, 1342});
  auto const arcene = read_real("arcene", uci);
  CHECK(count(arcene, 1) == 88);
  CHECK(std::accumulate(arcene.values.begin(), arcene.values.end(), 0.0) == 70726744.0 + 71410108.0);  // check-sums
  auto const arrhythmia = read_real("arrhythmia", uci);
  std::vector<int64_t> classes;
  for (int64_t k = 0; k < 13; ++k) classes.push_back(count(arrhythmia, k));
  CHECK(classes == std::vector<int64_t>{245, 44, 15, 15, 13, 25, 3, 2, 9, 50, 4, 5, 22});
  CHECK(std::count_if(arrhythmia.values.begin(), arrhythmia.values.end(), [](double v) { return std::isnan(v); }) ==
        408);
  CHECK(count(read_real("htru2", uci), 1) == 1639);
  CHECK(count(read_real("iris", uci), 2) == 50);
  CHECK(count(read_real("phishing", uci), 0) == 4898);
  auto const website = read_real("website_phishing", uci);
  CHECK(std::vector<int64_t>{count(website, 0), count(website, 1), count(website, 2)} ==
        std::vector<int64_t>{702, 103, 548});
}

TEST_CASE("Every UCI set loads into finite splits", "[data][real]") {
  auto const uci = real_data("uci");
  if (uci.empty()) return;
  for (CatalogEntry const& entry : data_catalog()) {
    if (entry.kind != DataKind::table) continue;
    auto const splits = load(spec_of(entry.name, false), {fs::path(uci).parent_path().string(), ""}, 1);
    INFO(splits.identity.dump());
    CHECK(splits.train.y.numel() + splits.test.y.numel() == find_data(entry.name).table.rows);
    CHECK(splits.train.x.isfinite().all().item<bool>());
    CHECK(splits.test.x.isfinite().all().item<bool>());
  }
}

TEST_CASE("The official CIFAR-100 loads with 500 pictures per class; its first records are partial", "[data][real]") {
  auto const folder = real_data("cifar-100-binary");
  if (folder.empty()) return;
  auto const splits = load(spec_of("cifar100", false), {"", folder}, 1);
  for (int64_t k = 0; k < 100; ++k) CHECK(splits.train.y.eq(k).sum().item<int64_t>() == 500);
  CHECK(splits.test.y.numel() == 10000);
  CHECK(splits.train.x.select(1, 0).to(at::kDouble).mean().item<double>() / 255 == Approx(.5071).margin(5e-5));

  ScratchFolder const first;
  for (auto const& [name, records] : {std::pair("train.bin", 5000), std::pair("test.bin", 1000)})
    first.write(name, read_bytes(folder + "/" + name).substr(0, size_t(records) * 3074));
  auto const part = load(spec_of("cifar100", true), {"", first.path()}, 1);
  CHECK(part.train.y.equal(splits.train.y.narrow(0, 0, 5000)));
  CHECK(part.test.y.numel() == 1000);
  auto const error = error_of([&] { load(spec_of("cifar100", false), {"", first.path()}, 1); });
  CHECK(error.code == Exit::data);
  CHECK_THAT(error.what(), Contains("5000 records (15370000 bytes), expected 50000"));
}

TEST_CASE("The official CIFAR-10 loads with 5,000 images per class", "[data][real]") {
  auto const folder = real_data("cifar-10-batches-bin");
  if (folder.empty()) return;
  auto const splits = load(spec_of("cifar10", false), {"", folder}, 1);
  for (int64_t k = 0; k < 10; ++k) CHECK(splits.train.y.eq(k).sum().item<int64_t>() == 5000);
  CHECK(splits.train.x.select(1, 0).to(at::kDouble).mean().item<double>() / 255 == Approx(.4914).margin(5e-5));
}
