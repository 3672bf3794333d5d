// uci_test: a few rows of each set, with the traps of the official files.
#include "formats/uci.hpp"

#include <cmath>

#include "catalog/catalog.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;
using Catch::Matchers::Contains;

namespace {

Frame read_partial(std::string const& name, std::vector<std::string> const& contents, bool partial = true) {
  ScratchFolder const folder;
  std::vector<std::string> paths;
  for (size_t i = 0; i < contents.size(); ++i) paths.push_back(folder.write(fmt::format("file{}", i), contents[i]));
  return read_uci(find_data(name).table, paths, partial);
}

Error partial_error(std::string const& name, std::vector<std::string> const& contents, bool partial = true) {
  auto const error = error_of([&] { read_partial(name, contents, partial); });
  CHECK(error.code == Exit::data);
  return error;
}

std::string repeated(int n, std::string const& cell) {
  std::string out;
  for (int i = 0; i < n; ++i) out += cell;
  return out;
}

}  // namespace

TEST_CASE("Abalone has a categorical sex and 28 ring classes without 28", "[data]") {
  auto const frame = read_partial("abalone", {"F,1,2,3,4,5,6,7.5,29\nI,1,2,3,4,5,6,7,27\nM,1,2,3,4,5,6,7,1\n"});
  CHECK(frame.rows == 3);
  CHECK(frame.classes == 28);
  CHECK(frame.labels == std::vector<int64_t>{27, 26, 0});
  CHECK(frame.categories == std::vector<int64_t>{3, 0, 0, 0, 0, 0, 0, 0});
  CHECK(frame.at(0, 0) == 1);
  CHECK(frame.at(1, 0) == 2);
  CHECK(frame.at(0, 7) == 7.5);
  CHECK_THAT(partial_error("abalone", {"M,1,2,3,4,5,6,7,28\n"}).what(), Contains("file0:1:17: got '28'"));
  CHECK_THAT(partial_error("abalone", {"X,1,2,3,4,5,6,7,1\n"}).what(), Contains("file0:1:1: got 'X', allowed M, F, I"));
}

TEST_CASE("HTRU2 is read though its only line ends are lone CRs", "[data]") {
  auto const frame = read_partial("htru2", {"1,2,3,4,5,6,7,8,0\r1,2,3,4,5,6,7,-8.5,1"});
  CHECK(frame.labels == std::vector<int64_t>{0, 1});
  CHECK(frame.at(1, 7) == -8.5);
  CHECK_THAT(partial_error("htru2", {"1,2,3,4,5,6,7,8,0\r1,2,3,nan,5,6,7,8,1"}).what(),
             Contains("file0:2:7: got 'nan'"));
  CHECK_THAT(partial_error("htru2", {"1,2,3,?,5,6,7,8,0\r"}).what(), Contains("got '?'"));
}

TEST_CASE("Iris ends in an empty line and names its classes", "[data]") {
  auto const frame = read_partial("iris", {"5,3,1,0.2,Iris-virginica\n5,3,1,0.2,Iris-setosa\n\n"});
  CHECK(frame.labels == std::vector<int64_t>{2, 0});
  CHECK_THAT(partial_error("iris", {"5,3,1,0.2,Iris-rose\n"}).what(), Contains("file0:1:11: got 'Iris-rose'"));
}

TEST_CASE("Arrhythmia may miss numbers and has 13 classes among 16", "[data]") {
  auto const frame = read_partial("arrhythmia", {"?," + repeated(278, "1,") + "16\n" + repeated(279, "2,") + "1\n"});
  CHECK(std::isnan(frame.at(0, 0)));
  CHECK(frame.at(1, 278) == 2);
  CHECK(frame.classes == 13);
  CHECK(frame.labels == std::vector<int64_t>{12, 0});
  CHECK_THAT(partial_error("arrhythmia", {repeated(279, "1,") + "11\n"}).what(), Contains("got '11'"));
}

TEST_CASE("ARCENE pools both parts and pairs rows with labels", "[data]") {
  auto const row = [](std::string const& cell) { return repeated(10000, cell + " ") + "\n"; };
  auto const frame = read_partial("arcene", {row("1") + row("2"), "1\n-1\n", row("3"), "1\n"});
  CHECK(frame.rows == 3);
  CHECK(frame.labels == std::vector<int64_t>{1, 0, 1});
  CHECK(frame.at(2, 9999) == 3);
  CHECK_THAT(partial_error("arcene", {row("1"), "1\n-1\n", row("3"), "1\n"}).what(), Contains("2 labels, expected 1"));
  CHECK_THAT(partial_error("arcene", {row("1"), "1\n", row("3"), "0\n"}).what(), Contains("file3:1:1: got '0'"));
}

TEST_CASE("Both phishing sets are categorical in every column", "[data]") {
  std::string head = "@relation r\r\n";
  for (int i = 0; i < 9; ++i) head += fmt::format("@attribute a{} {{1,-1,0}}\r\n", i);
  auto const frame = read_partial("website_phishing",
                                  {head + "@attribute Result {0,1,-1}\r\n@data\r\n" + repeated(9, "-1,") + "0\r\n"});
  CHECK(frame.labels == std::vector<int64_t>{1});  // -1, 0, 1 whatever the file's order
  CHECK(frame.categories == std::vector<int64_t>(9, 3));
  CHECK(frame.at(0, 0) == 1);
  CHECK_THAT(partial_error("phishing", {head + "@data\r\n"}).what(), Contains("9 attributes, expected 31"));
}

TEST_CASE("Counts are those of the official files unless partial, and never more", "[data]") {
  std::string const row = "5,3,1,0.2,Iris-setosa\n";
  CHECK_THAT(partial_error("iris", {row}, false).what(), Contains("1 rows, expected 150"));
  CHECK_THAT(partial_error("iris", {repeated(150, row)}, false).what(), Contains("1 classes occur, expected 3"));
  CHECK_THAT(partial_error("iris", {repeated(151, row)}).what(), Contains("151 rows, expected 1 ... 150"));
  CHECK_THAT(partial_error("iris", {"\n\n"}).what(), Contains("0 rows"));
}
