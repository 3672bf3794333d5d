// heading_test: claims of the paper and claims beyond it are never counted together, on any page.
#include "error_of.hpp"
#include "report/campaign_text.hpp"
#include "report/front_page.hpp"
#include "report/json_report.hpp"
#include "report/verdict_text.hpp"
#include "report_fixture.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr char const* kPage =
    "<!-- status -->\n<!-- end of status -->\n<!-- verdicts -->\n<!-- end of verdicts -->\n<!-- beyond -->\n"
    "<!-- end of beyond -->\n";

/// Two claims of the paper, and one table beyond it with one claim.
std::vector<Table> tables() {
  auto out = fixture_tables();
  out.push_back(parse_table(parse_json(R"({
    "experiment": "far", "title": "Far away", "source": "question 4 of section 5", "heading": "beyond",
    "scales": {"small": {"about": ""}}, "columns": [{"key": "error", "metric": "/error"}],
    "claims": [{"id": "far", "says": "mixup is surer | far away", "source": "A. Body 2020", "kind": "lower", "of": "error",
                "rows": ["mixup"]}],
    "rows": [{"name": "erm"}, {"name": "mixup", "against": "erm", "run": {"method": {"alpha": 1}}}]
  })",
                                       "far"),
                            "far"));
  return out;
}

/// What stands between the two marks.
std::string block(std::string const& page, std::string const& name) {
  auto const begin = page.find("<!-- " + name + " -->"), end = page.find("<!-- end of " + name + " -->");
  return page.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("chapters stand under the heading of their table, the paper's without being asked") {
  auto const all = tables();
  auto const found = survey(all, {});
  CHECK(chapters_under(found, Heading::paper).size() == 2);
  REQUIRE(chapters_under(found, Heading::beyond).size() == 1);
  CHECK(chapters_under(found, Heading::beyond)[0]->table->experiment == "far");
  CHECK(place_of(all[0]) == "Section 3.2, Fig. 3a.");
  CHECK(place_of(all[2]) == "beyond the paper: question 4 of section 5");
}

TEST_CASE("a heading that does not exist is refused with those that do") {
  auto const json = parse_json(R"({"experiment": "x", "heading": "above", "scales": {"small": {}},
    "columns": [{"key": "e", "metric": "/e"}], "rows": [{"name": "a"}]})",
                               "x");
  CHECK_THAT(error_of([&] { parse_table(json, "x"); }).what(),
             Catch::Matchers::Contains("/heading") && Catch::Matchers::Contains("paper, beyond"));
}

TEST_CASE("the front page counts the paper's claims and those beyond it apart") {
  auto const all = tables();
  auto const page = with_verdicts(kPage, survey(all, {}), "page");
  CHECK(block(page, "status").find("0 of 2 claims are decided") != std::string::npos);
  CHECK(block(page, "verdicts").find("`far`") == std::string::npos);
  CHECK(block(page, "beyond").find("0 of 1 claims are decided") != std::string::npos);
  CHECK(block(page, "beyond")
            .find("[`far`](experiments/far) | question 4 of section 5 | mixup is surer \\| far away | "
                  "A. Body 2020 |") != std::string::npos);
  std::string const without = std::string(kPage).substr(0, std::string(kPage).find("<!-- beyond"));
  CHECK(error_of([&] { with_verdicts(without, survey(all, {}), "page"); }).code == Exit::data);
}

TEST_CASE("the report has the counts of each heading, and its tables in that order") {
  auto const all = tables();
  auto const report = report_markdown(survey(all, fixture_records()));
  CHECK(report.find("\n2 claims: 2 pending.\n") != std::string::npos);
  CHECK(report.find("\n1 claims: 1 not run.\n") == std::string::npos);  // nothing of it is judged: said in words
  CHECK(report.find("No claim beyond the paper is judged") != std::string::npos);
  CHECK(report.find("## Tabular data") < report.find("\n# Beyond the paper\n"));
  CHECK(report.find("\n# Beyond the paper\n") < report.find("## Far away"));
  auto const json = parse_json(report_json(survey(all, {}), {}), "report");
  CHECK(json["experiments"][0]["heading"] == "paper");
  CHECK(json["experiments"][2]["heading"] == "beyond");
}

TEST_CASE("a plan says how many of its claims are the paper's, and lists the others apart") {
  auto const all = tables();
  auto const found = campaign(all, {"small"}, {}, 1e6, [](Run const&) { return 1.0; });
  CHECK_THAT(campaign_text(found, 300), Catch::Matchers::Contains("2 claims of the paper and 1 beyond it"));
  auto const page = campaign_markdown(found, {all, {"small"}, 300, "mixup-bench plan"});
  auto const beyond = page.find("## Beyond the paper");
  REQUIRE(beyond != std::string::npos);
  CHECK(page.find("lower: mixup's error") < beyond);
  CHECK(page.find("far: mixup is surer") > beyond);
}
