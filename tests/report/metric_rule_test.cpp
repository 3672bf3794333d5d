// metric_rule_test: another epoch's figure in columns and claims, and what choosing by the test set gains.
#include "report/metric_rule.hpp"

#include "error_of.hpp"
#include "report_fixture.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("a rule leaves one column a curve, and claims follow it") {
  auto const table = with_metric(fixture_tables()[0], "best");  // error (median of 10) and best, of one curve
  REQUIRE(table.columns.size() == 1);
  CHECK(table.columns[0].key == "error");  // the first: it has the paper's figures
  CHECK(table.columns[0].metric == "/test_error/best");
  CHECK(table.columns[0].title == "test error (best)");
  CHECK(table.columns[0].paired);
  auto claims_best = fixture_tables()[0];
  claims_best.claims[0].of = "best";
  CHECK(with_metric(claims_best, "last").claims[0].of == "error");
}

TEST_CASE("a column of this rule that has figures of the paper stands as it is") {
  auto table = fixture_tables()[0];
  table.rows[0].paper["best"] = 5.0;
  auto const columns = with_metric(table, "best").columns;
  REQUIRE(columns.size() == 1);
  CHECK(columns[0].key == "best");
  CHECK(columns[0].title == "best");
}

TEST_CASE("columns of no curve stay, a rule that does not exist is refused") {
  CHECK(with_metric(fixture_tables()[1], "last").columns[0].metric == "/error");
  auto const e = error_of([] { with_metric(fixture_tables()[0], "max"); });
  CHECK(e.code == Exit::usage);
  CHECK(std::string(e.what()) == "--metric: got max, allowed last, best, median10, selected");
}

TEST_CASE("optimism is the mean of last less best") {
  auto const tables = fixture_tables();
  std::vector<Record> records = {fixture_record(0, "preact-erm", "small", 1, 10),
                                 fixture_record(0, "preact-erm", "small", 2, 11)};
  records[1].outcome.metrics["test_error"]["best"] = 10.25;  // 0.25 and 0.75
  auto const found = gather(tables[0], tables[0].scale("small"), records);
  CHECK(optimism(tables[0], found.sheets[0])->mean == 0.5);
  CHECK(optimism(tables[0], found.sheets[0])->runs == 2);
  CHECK(!optimism(tables[1], found.sheets[0]));  // its column is of no curve
}

TEST_CASE("a page says which rule its reader chose") {
  std::vector<Table> const tables = {with_metric(fixture_tables()[0], "last")};
  auto found = survey(tables, {});
  CHECK(!contains(report_markdown(found), "--metric"));
  found.metric = "last";
  CHECK(contains(report_markdown(found), "`--metric last`"));
}
