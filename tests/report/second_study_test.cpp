// second_study_test: the sentences of docs/verdicts.md on a claim that is asked once more.
#include "court.hpp"
#include "error_of.hpp"
#include "near.hpp"
#include "report/campaign.hpp"
#include "report/campaign_text.hpp"
#include "report/json_report.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Json second(int64_t first_seed, int64_t n, char const* scale = "paper") {
  return {{"second", {{{"scale", scale}, {"first_seed", first_seed}, {"n", n}}}}};
}

Json const kTwice = claim("lower", {"a-mixup"}, second(11, 5));
constexpr char const* kSecond = "second study, seeds 11 to 15, after 0.00 ± 1.76 by seeds 1 to 5";

/// Differences of both signs: five seeds tell nothing.
std::vector<double> const kOpen = {11, 18, 31, 19, 21}, kWorse = {11, 21.1, 30.9, 21.1, 20.9};

/// p between 2.5 and 5 %, and just below 2.5 %.
std::vector<double> const kUnsure = {9.3, 18.2, 30.1, 18.6, 18.6}, kBarely = {9.3, 18.2, 29.9, 18.6, 18.6};

/// Seeds 1 to 5 with `first` as mixup's errors, and 11, 12, ... with `then`.
Court asked(std::vector<double> const& first, std::vector<double> const& then, Json const& of = kTwice) {
  auto court = pair(of, kErm, first);
  std::vector<double> const erm(kErm.begin(), kErm.begin() + static_cast<std::ptrdiff_t>(then.size()));
  court.add("a-erm", erm, "paper", 11).add("a-mixup", then, "paper", 11);
  return court;
}

}  // namespace

TEST_CASE("the first verdict stands until all seeds of the second study are run") {
  CHECK(asked(kOpen, {}).says() == "inconclusive (second study: 0 of 5 seeds)");
  CHECK(asked(kOpen, {9, 18.9, 29.1, 18.9}).says() == "inconclusive (second study: 4 of 5 seeds)");
  CHECK(asked(kOpen, kBetter).says() == fmt::format("reproduced ({})", kSecond));
  CHECK(asked(kOpen, kWorse).says() == fmt::format("contradicted ({})", kSecond));
  CHECK(asked(kOpen, kOpen).says() == fmt::format("inconclusive ({})", kSecond));
}

TEST_CASE("a second study is judged by its own seeds alone, and its p is doubled") {
  std::vector<double> const slightly = {9.9, 19.7, 29.8, 19.9, 19.7};  // less than half of the paper's tenth
  auto const once = pair(kLower, kErm, slightly)(), again = asked(kOpen, slightly)();
  CHECK(near(again.effects[0].ours.value, -0.2));
  CHECK(again.effects[0].ours.n == 5);
  CHECK(again.records.size() == 10);
  CHECK(again.seeds.first == 11);
  CHECK(near(again.p_for, 2 * once.p_for));
  CHECK(near(again.p_smaller, 2 * once.p_smaller));
  CHECK(verdict_text(again) == fmt::format("reproduced (smaller than claimed, {})", kSecond));
  REQUIRE(again.before);
  CHECK(again.before->decision == Decision::inconclusive);
  CHECK(again.before->effects[0].ours.value == asked(kOpen, {})().effects[0].ours.value);
}

TEST_CASE("p between 2.5 and 5 % decides the first time alone") {
  auto const once = pair(kLower, kErm, kUnsure)();
  REQUIRE(once.p > 0.025);
  REQUIRE(once.p < 0.05);
  CHECK(once.decision == Decision::reproduced);
  CHECK(asked(kOpen, kUnsure).says() == fmt::format("inconclusive (only before p is doubled, {})", kSecond));
}

TEST_CASE("a claim that the first study decided, or has not finished, is not asked again") {
  CHECK(asked(kBetter, kWorse).says() == "reproduced");
  CHECK(asked({9, 18.9, 29.1, 18.9}, kBetter).says() == "pending (4 of 5 seeds)");
}

TEST_CASE("what the first study decided of other claims stays so, whatever the second says") {
  for (auto const& then : {kOpen, kWorse, kBetter}) {
    Court court(Claims{kTwice, claim("lower", {"b-mixup"})});
    court.add("a-erm", kErm).add("a-mixup", kOpen).add("b-erm", kErm).add("b-mixup", kBarely);
    CHECK(court.all()[1].decision == Decision::reproduced);
    court.add("a-erm", kErm, "paper", 11).add("a-mixup", then, "paper", 11);
    CHECK(court.all()[0].before);
    CHECK(court.all()[1].decision == Decision::reproduced);
  }
}

TEST_CASE("a claim that was not asked may become decided, by its own p beside the new one") {
  Court court(Claims{kLower, claim("lower", {"b-mixup"}, second(11, 5))});
  court.add("a-erm", kErm).add("a-mixup", kUnsure).add("b-erm", kErm).add("b-mixup", {13, 14, 33, 17, 23});
  CHECK(court.says() == "inconclusive (only before Holm's correction)");
  court.add("b-erm", kErm, "paper", 11).add("b-mixup", kWorse, "paper", 11);
  CHECK(court.says() == "reproduced");
  CHECK(!court().before);
}

TEST_CASE("what fresh seeds show of a claim that was not asked stands beside its verdict") {
  Court court(Claims{claim("lower", {"b-mixup"}), kTwice});
  court.add("a-erm", kErm).add("a-mixup", kOpen).add("b-erm", kErm).add("b-mixup", kBetter);
  court.add("b-erm", kErm, "paper", 11).add("b-mixup", kWorse, "paper", 11);
  CHECK(court.says() == "reproduced (smaller than claimed)");
  court.add("a-erm", kErm, "paper", 11).add("a-mixup", kWorse, "paper", 11);
  CHECK(court.says() == "reproduced (smaller than claimed, +1.00 ± 0.12 by seeds 11 to 15, which do not count here)");
  CHECK(near(court().effects[0].ours.value, -1));
}

TEST_CASE("the report's JSON has the first study, and what was not judged") {
  Court court(Claims{kTwice, claim("lower", {"b-mixup"})});
  for (int64_t first : {1, 11})
    court.add("a-erm", kErm, "paper", first).add("a-mixup", kOpen, "paper", first).add("b-erm", kErm, "paper", first);
  court.add("b-mixup", kBetter).add("b-mixup", kWorse, "paper", 11);
  std::vector<Table> const tables = {court.table()};
  auto const json = parse_json(report_json(survey(tables, court.records()), {}), "report");
  auto const& found = json["experiments"][0]["verdicts"];
  CHECK(found[0]["first_seed"] == 11);
  CHECK(found[0]["first_study"]["first_seed"] == 1);
  CHECK(found[0]["first_study"]["verdict"] == "inconclusive");
  CHECK(found[1]["repeated"]["findings"][0]["ours"] == 1);
  CHECK(!found[1].contains("first_study"));
}

TEST_CASE("second studies of a family are judged together, when all seeds of both studies are run") {
  Court court(Claims{kTwice, claim("lower", {"b-mixup"}, second(11, 5)), claim("higher", {"b-mixup"})});
  court.add("a-erm", kErm).add("a-mixup", kOpen).add("a-erm", kErm, "paper", 11).add("a-mixup", kWorse, "paper", 11);
  auto const waits = "inconclusive (second study: 5 of 5 seeds, others of the family are missing)";
  CHECK(court.says() == waits);  // for the first study of b
  court.add("b-erm", kErm).add("b-mixup", kOpen);
  CHECK(court.says() == waits);  // for the second study of b
  CHECK(verdict_text(court.all()[1]) == "inconclusive (second study: 0 of 5 seeds)");
  court.add("b-erm", kErm, "paper", 11).add("b-mixup", kOpen, "paper", 11);
  CHECK(court().decision == Decision::contradicted);
  CHECK(court.all()[1].before);
}

TEST_CASE("a run of the second study that diverged counts against its method") {
  auto court = asked(kOpen, {9, 18.9, 29.1, 18.9});
  court.add("a-erm", {20}, "paper", 15).add_broken("a-mixup", 15, Status::diverged);
  CHECK(court.says() == fmt::format("inconclusive (1 diverged, {})", kSecond));
}

TEST_CASE("a second study needs a first one, fresh seeds and enough of them") {
  auto const says = [](Json const& more) {
    Claims const claims = {claim("lower", {"a-mixup"}, more), claim("lower", {"b-mixup"}, {{"n", {{"paper", 7}}}})};
    return std::string(error_of([&] { Court{claims}; }).what());
  };
  CHECK(says(second(7, 5)) ==
        "table#/claims/0/second/0/first_seed: got \"7\", allowed 8 or more: the first studies have the seeds up to 7");
  CHECK(says(second(8, 4)) == "table#/claims/0/second/0/n: got \"4\", allowed 5 ... 1000");
  CHECK(says(second(8, 5, "demo")) ==
        "table#/claims/0/second/0/scale: got \"demo\", allowed a scale at which the claim is judged: small, paper");
  CHECK(says(second(8, 5, "tiny")) ==
        "table#/claims/0/second/0/scale: got \"tiny\", allowed a scale at which the claim is judged: small, paper");
  CHECK(says({{"n", {{"tiny", 5}}}}) == "table#/claims/0/n: got \"tiny\", allowed demo, small, paper");
  Json twice = second(8, 5);
  twice["second"].push_back(twice["second"][0]);
  CHECK(says(twice) == "table#/claims/0/second/0/scale: got \"paper\", allowed one second study a scale");
}

TEST_CASE("second studies of a table share all their seeds or none") {
  auto const says = [](Json const& of_b) {
    Claims const claims = {kTwice, claim("lower", {"b-mixup"}, of_b)};
    return std::string(error_of([&] { Court{claims}; }).what());
  };
  CHECK(says(second(15, 5)) ==
        "table#/claims/0/second/0/first_seed: got \"11\", allowed the seeds 15 to 19 of claim 1, or none of them");
  CHECK_NOTHROW(Court(Claims{kTwice, claim("lower", {"b-mixup"}, second(11, 5))}));
  CHECK_NOTHROW(Court(Claims{kTwice, claim("lower", {"b-mixup"}, second(16, 5))}));
}

TEST_CASE("a later claim whose n is none is named, not the second study of an earlier one") {
  Claims const claims = {kTwice, claim("lower", {"b-mixup"}, {{"n", {{"paper", "ten"}}}})};
  CHECK(std::string(error_of([&] { Court{claims}; }).what()) ==
        "table#/claims/1/n/paper: got \"\"ten\"\", allowed 0, or 5 ... 1000");
}

TEST_CASE("a plan takes the second study when the first is complete, and reads no figure") {
  auto const planned = [](Court const& court) {
    std::vector<Table> const tables = {court.table()};
    auto const found = campaign(tables, {"paper"}, court.records(), 1e6, [](Run const&) { return 60.0; });
    std::vector<int64_t> seeds;
    for (auto const& step : found.steps)
      for (auto const& run : step.runs)
        if (run.method.alpha > 0) seeds.push_back(run.seed);
    return seeds;
  };
  CHECK(planned(Court(kTwice)) == std::vector<int64_t>{1, 2, 3, 4, 5});
  CHECK(planned(asked(kOpen, {9, 18.9})) == std::vector<int64_t>{13, 14, 15});
  CHECK(planned(asked(kBetter, {})) == std::vector<int64_t>{11, 12, 13, 14, 15});
  CHECK(planned(asked(kOpen, kBetter)).empty());
}

TEST_CASE("the page of a plan has the seeds of both studies") {
  Court const court(kTwice);
  std::vector<Table> const tables = {court.table()};
  auto const found = campaign(tables, {"paper"}, {}, 1e6, [](Run const&) { return 60.0; });
  CHECK(campaign_markdown(found, {tables, {"paper"}, 2, "plan"}).find("1 to 5; second study: 11 to 15") !=
        std::string::npos);
}
