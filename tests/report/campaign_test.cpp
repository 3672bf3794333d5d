// campaign_test: which runs a plan lists, in which order, and that no effect has a say in it.
#include <algorithm>
#include <sstream>

#include "core/run_name.hpp"
#include "court.hpp"
#include "error_of.hpp"
#include "report/campaign_text.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// An hour for each run of net b, ten minutes for one of net a.
std::optional<double> cost(Run const& run) { return run.model.name == "b" ? 3600 : 600; }

Json const kA = claim("lower", {"a-mixup"}), kB = claim("lower", {"b-mixup"});
Json const kAgain = claim("higher", {"a-mixup"});  // needs the same runs as kA

std::vector<std::string> names(CampaignStep const& step) {
  std::vector<std::string> out;
  for (auto const& run : step.runs) out.push_back(run.row + "-s" + std::to_string(run.seed));
  return out;
}

/// The court's table, kept as long as the tests run: a campaign points into it.
std::vector<Table> const& tables_of(Court const& court) {
  static std::deque<std::vector<Table>> kept;
  return kept.emplace_back(std::vector<Table>{court.table()});
}

Campaign plan_of(Court const& court, double hours, Cost const& of = cost) {
  return campaign(tables_of(court), {"paper"}, court.records(), 3600 * hours, of);
}

/// All that a campaign does, without pointers.
std::string order(Campaign const& campaign) {
  std::string out;
  for (auto const& step : campaign.steps) out += fmt::format("{}\n", fmt::join(names(step), " "));
  return out + fmt::format("{} left, {} s", campaign.left.size(), campaign.seconds);
}

}  // namespace

TEST_CASE("claims that cost less per claim come first, and runs that several need count once") {
  Court const court(Claims{kB, kA, kAgain});
  auto const found = plan_of(court, 100);
  REQUIRE(found.steps.size() == 2);
  CHECK(found.steps[0].goals.size() == 2);  // kA and kAgain
  CHECK(found.steps[0].seconds == 10 * 600);
  CHECK(found.steps[1].goals[0].claim->id == "0");
  CHECK(found.seconds == 10 * 600 + 10 * 3600);
  CHECK(found.left.empty());
}

TEST_CASE("a step that makes many claims possible comes before a cheaper one that makes one") {
  // a costs 100 minutes for one claim; b 120 minutes for two.
  Court const court(Claims{kA, kB, claim("higher", {"b-mixup"})});
  auto const found = plan_of(court, 100, [](Run const& run) { return run.model.name == "b" ? 720 : 600; });
  CHECK(found.steps[0].goals.size() == 2);
}

TEST_CASE("the seeds of a step are made in turn, so that a cut compares like with like") {
  auto const found = plan_of(Court(kA), 100);
  CHECK(names(found.steps[0]) == std::vector<std::string>{"a-erm-s1", "a-mixup-s1", "a-erm-s2", "a-mixup-s2",
                                                          "a-erm-s3", "a-mixup-s3", "a-erm-s4", "a-mixup-s4",
                                                          "a-erm-s5", "a-mixup-s5"});
}

TEST_CASE("what is done or diverged is not made again, what failed or is stale is") {
  Court court(Claims{kA});
  court.add("a-erm", {1, 2, 3, 4, 5}).add("a-mixup", {1, 2});
  court.add_broken("a-mixup", 3, Status::diverged).add_broken("a-mixup", 4, Status::failed);
  CHECK(names(plan_of(court, 100).steps[0]) == std::vector<std::string>{"a-mixup-s4", "a-mixup-s5"});
  auto records = court.records();
  records[0].run.budget.epochs += 1;
  auto const found = campaign(tables_of(court), {"paper"}, records, 1e6, cost);
  CHECK(names(found.steps[0])[0] == "a-erm-s1");
}

TEST_CASE("a table that is done is not listed") {
  auto const court = pair(kA, kErm, kBetter);
  CHECK(plan_of(court, 100).steps.empty());
  CHECK(plan_of(court, 100).left.empty());
}

TEST_CASE("the hours are respected, and what does not fit or has no known cost is named") {
  Court const court(Claims{kB, kA});
  auto const found = plan_of(court, 2);
  CHECK(found.steps.size() == 1);
  CHECK(found.seconds <= 2 * 3600);
  REQUIRE(found.left.size() == 1);
  CHECK(*found.left[0].seconds == 10 * 3600);
  auto const unknown = plan_of(court, 100, [](Run const& run) {
    return run.model.name == "b" ? std::optional<double>() : std::optional<double>(600);
  });
  REQUIRE(unknown.left.size() == 1);
  CHECK(!unknown.left[0].seconds);
}

TEST_CASE("the order is the same whatever the effects are") {
  Court court(Claims{kB, kA, kAgain, claim("lower", {"*-mixup"})});
  court.add("a-erm", {10, 20}).add("a-mixup", {9, 18}).add("b-erm", {10}).add("b-mixup", {30});
  auto flipped = court.records();
  for (auto& record : flipped) record.outcome.metrics["error"] = -record.outcome.metrics["error"].get<double>();
  auto without = court.records();
  for (auto& record : without) record.outcome.metrics = Json::object();
  auto const of = [&](std::vector<Record> const& records) {
    return order(campaign(tables_of(court), {"paper"}, records, 12 * 3600, cost));
  };
  CHECK(of(flipped) == of(court.records()));
  CHECK(of(without) == of(court.records()));
}

TEST_CASE("second studies of a family are one goal, since none speaks alone") {
  auto const second = [](char const* row) {
    return claim("lower", {row}, {{"second", {{{"scale", "paper"}, {"first_seed", 11}, {"n", 5}}}}});
  };
  Court court(Claims{second("a-mixup"), second("b-mixup")});
  for (char const* row : {"a-erm", "a-mixup", "b-erm", "b-mixup"}) court.add(row, kErm);
  auto const found = plan_of(court, 100);
  REQUIRE(found.steps.size() == 1);
  CHECK(found.steps[0].runs.size() == 20);
  CHECK(found.steps[0].goals.size() == 2);
}

TEST_CASE("several scales are planned together, and a scale that no table has is an error") {
  Court const court(Claims{kA});
  auto const found = campaign(tables_of(court), {"small", "paper"}, {}, 1e6, cost);
  CHECK(found.steps.size() == 2);
  auto const e = error_of([&] { campaign(tables_of(court), {"tiny"}, {}, 1e6, cost); });
  CHECK(e.code == Exit::usage);
  CHECK(std::string(e.what()) == "--scale: got tiny, allowed demo, small, paper");
}

TEST_CASE("a plan reads on 80 columns, and as a page names every claim") {
  Court const court(Claims{kB, kA});
  auto const& tables = tables_of(court);
  auto const found = campaign(tables, {"paper"}, {}, 2 * 3600, cost);
  auto const text = campaign_text(found, 2);
  CHECK(text.find("1. t at paper scale: 1\n   10 runs, 1 h 40 min") != std::string::npos);
  CHECK(text.find("seeds 1 to 5 of a-erm, a-mixup") != std::string::npos);
  CHECK(text.find("t at paper scale: 0: 10 h 00 min, more than is left") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
  auto const page = campaign_markdown(found, {tables, {"paper"}, 2, "mixup-bench plan"});
  CHECK(page.find("each difference below 0") != std::string::npos);
  CHECK(page.find("left: 10 h 00 min, more than is left") != std::string::npos);
}
