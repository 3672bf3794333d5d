// report_test: the whole report of two small tables and a handful of records, byte for byte.
//
// tests/golden/report.md was read line by line before it was committed; MIXUP_REGENERATE=1 writes it anew.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "report/markdown_report.hpp"
#include "report_fixture.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

constexpr char const* kGolden = MIXUP_TEST_DIR "/golden/report.md";

std::string content(char const* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

size_t count(std::string const& text, std::string const& part) {
  size_t n = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

}  // namespace

TEST_CASE("the report is the golden one") {
  auto const report = fixture_report(fixture_records());
  char const* regenerate = std::getenv("MIXUP_REGENERATE");
  if (regenerate && regenerate == std::string("1")) std::ofstream(kGolden) << report;
  CHECK(report == content(kGolden));
}

TEST_CASE("the report does not depend on the order of the records") {
  auto records = fixture_records();
  std::reverse(records.begin(), records.end());
  CHECK(fixture_report(records) == content(kGolden));
}

TEST_CASE("without records every scale of every table is not run") {
  auto const report = fixture_report({});
  CHECK(count(report, "scale: not run (`mixup-bench ") == 4);  // three scales of cifar, one of tabular
  CHECK(count(report, "|") == 0);
  CHECK(count(report, "No claim of the paper is judged") == 1);
}

TEST_CASE("no cell of the report is blank") {
  auto const report = fixture_report(fixture_records());
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] != '|') continue;
    std::istringstream cells(line.substr(1));
    for (std::string cell; std::getline(cells, cell, '|');) CHECK(cell.find_first_not_of(' ') != std::string::npos);
  }
}
