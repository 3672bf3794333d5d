// verdict_test: the sentences of docs/verdicts.md on comparisons, kinds and claims, on records whose verdict is known
// by hand.
#include <cmath>

#include "court.hpp"
#include "error_of.hpp"
#include "near.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("a paired difference whose interval leaves out 0 on the claimed side is reproduced") {
  auto const verdict = pair(kLower, kErm, kBetter)();
  CHECK(verdict.decision == Decision::reproduced);
  auto const& effect = verdict.effects[0];
  CHECK(near(effect.ours.value, -1));
  CHECK(near(effect.ours.error, 0.1 / std::sqrt(5.0)));
  CHECK(near(effect.interval->high, -1 + 2.776445 * 0.1 / std::sqrt(5.0), 1e-6));
  // t = -sqrt(500), 4 degrees of freedom, sin^2 = 500 / 504: p = 1 - sin (1 + cos^2 / 2), Abramowitz and Stegun 26.7.4
  CHECK(near(verdict.p, 1 - std::sqrt(500.0 / 504) * (1 + 2.0 / 504)));
  CHECK(verdict.p_holm == verdict.p);
  CHECK(*effect.paper == -1);
  CHECK(verdict_text(verdict) == "reproduced");
  CHECK(effect_text(effect) == "-1.00 ± 0.12");
}

TEST_CASE("the same on the other side is contradicted, and between them nothing is decided") {
  CHECK(pair(kLower, kBetter, kErm).says() == "contradicted");
  CHECK(pair(kLower, kErm, {7, 21, 28, 22, 17}).says() == "inconclusive");  // -3, 1, -2, 2, -3: -1 ± 2.9
}

TEST_CASE("small scale and other data are named") {
  Court court(kLower);
  court.add("a-erm", kErm, "small").add("a-mixup", kBetter, "small");
  CHECK(court.says("small") == "reproduced at small scale");
  CHECK(court("small").data == "4,000 of fsdd for cifar10");
  CHECK(court.says("paper") == "not run");
}

TEST_CASE("demo scale and generated data are not judged") {
  Court court(kLower, {{"scales", {{"paper", {{"run", {{"data", {{"source", "synthetic"}}}}}}}}}});
  court.add("a-erm", kErm, "demo").add("a-mixup", kBetter, "demo");
  CHECK(court("demo").decision == Decision::not_run);
  court.add("a-erm", kErm).add("a-mixup", kBetter);
  CHECK(court("paper").decision == Decision::not_run);
}

TEST_CASE("a claim of every net needs every net, to be contradicted one is enough") {
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", kErm).add("a-mixup", kBetter);
  CHECK(court.says() == "pending (1 of 2 run)");
  court.add("b-erm", kBetter).add("b-mixup", kErm);
  CHECK(court.says() == "contradicted");
  CHECK(court().agreeing == 1);
  CHECK(court().deciding == 1);                                                // the weakest
  CHECK(near(court().p, 2 * (1 - std::sqrt(500.0 / 504) * (1 + 2.0 / 504))));  // Bonferroni: one of two is enough
}

TEST_CASE("a claim of some of its comparisons stands with so many") {
  Court court(claim("lower", {"*-mixup"}, {{"at_least", 1}}));
  court.add("a-erm", kErm).add("a-mixup", kBetter);
  CHECK(court.says() == "reproduced (1 of 2 run)");
  court.add("b-erm", kBetter).add("b-mixup", kErm);
  CHECK(court.says() == "reproduced");
  CHECK(court().deciding == 0);
}

TEST_CASE("a margin is a share of the figure compared with") {
  // Differences of a mean of 20: 1, 1.5, 0.5, 1.5, 0.5 %, sd 0.5 %: 1 ± 2.776 * 0.5 / sqrt(5) = 1 ± 0.62 %.
  std::vector<double> const mixup = {10.2, 20.3, 30.1, 20.3, 20.1};
  auto const with = [&](char const* kind, double margin) {
    return pair(claim(kind, {"a-mixup"}, {{"margin", margin}}), kErm, mixup)();
  };
  CHECK(effect_text(with("equal", 0.05).effects[0]) == "+1.0 ± 0.6 %");
  CHECK(paper_text(with("equal", 0.05).effects[0]) == "-10.0 %");
  CHECK(verdict_text(with("equal", 0.02)) == "reproduced");
  CHECK(verdict_text(with("equal", 0.01)) == "inconclusive");
  CHECK(verdict_text(with("not_lower", 0.01)) == "reproduced");
  CHECK(verdict_text(with("not_higher", 0.02)) == "reproduced");
  CHECK(verdict_text(with("not_higher", 0.01)) == "inconclusive");
  CHECK(pair(claim("equal", {"a-mixup"}, {{"margin", 0.01}}), kErm, kBetter).says() == "contradicted");
}

TEST_CASE("a trend is judged by its slope") {
  Court court(claim("falls", {"a-mixup", "b-mixup"}, {{"against", {"a-erm", "b-erm"}}}));
  court.add("a-erm", kErm).add("a-mixup", {9, 19, 29, 19, 19}).add("b-erm", kErm);
  court.add("b-mixup", {7, 16.9, 27.1, 16.9, 17.1});  // gains of 1, then of 3, 3.1, 2.9, ...: steps of -2 on average
  CHECK(court.says() == "reproduced");
  CHECK(near(court().effects[0].ours.value, -2));
  CHECK(*court().effects[0].paper == -1);
}

TEST_CASE("an order is judged by Kendall's tau once all rows have been run") {
  Court court(claim("order", {"*"}));
  std::vector<double> const ten(5, 10), nine(5, 9), eight(5, 8), six(5, 6);
  court.add("a-erm", ten).add("a-mixup", nine).add("b-erm", eight);
  CHECK(court.says() == "pending (0 of 5 seeds)");
  CHECK(near(court().effects[0].ours.value, 1));
  court.add("b-mixup", six);  // 6 of 6 pairs, as one of 24 orders has
  CHECK(near(court().p, 2.0 / 24));
  CHECK(court.says() == "inconclusive");  // four rows cannot decide
  CHECK(effect_text(court().effects[0]) == "+1.00 (+1.00 to +1.00)");
}

TEST_CASE("the effect that is shown is the one that makes the claim smaller than claimed") {
  // The paper has 10 to 9 for a and 8 to 6 for b. Ours: a is -0.02 ± 0.1 of 20, which is small; b is open.
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", kErm).add("a-mixup", {10, 20, 30, 20, 19.9});
  court.add("b-erm", kErm).add("b-mixup", {8, 22, 29, 17, 22});
  auto const verdict = court();
  CHECK(verdict.decision == Decision::smaller);
  CHECK(near(verdict.effects[verdict.deciding].ours.value, -0.02));
  CHECK(near(verdict.p, 2 * verdict.effects[verdict.deciding].p_smaller));
}

TEST_CASE("a row is not compared with itself, nor twice with another") {
  auto const says = [](char const* kind, std::vector<std::string> const& rows, Json const& more = Json::object()) {
    return std::string(error_of([&] { Court(claim(kind, rows, more)); }).what());
  };
  CHECK(says("lower", {"a-*"}, {{"against", {"a-erm"}}}) ==
        "table#/claims/0/rows: row \"a-erm\" is compared with itself, allowed are other rows");
  CHECK(says("lower", {"*-mixup", "a-m*"}) ==
        "table#/claims/0/rows: row \"a-mixup\" is compared with \"a-erm\" twice, allowed once");
  CHECK(says("order", {"*-mixup", "a-*"}) == "table#/claims/0/rows: row \"a-mixup\" is listed twice, allowed once");
}

TEST_CASE("what is significant alone may not be so beside the other claims of its family") {
  // -1.0, -1.6, -0.4, -1.6, -0.4: sd 0.6, t = -3.73, p = 0.0204 alone, 0.0408 as one of two, 0.0611 as one of three.
  std::vector<double> const weaker = {9, 18.4, 29.6, 18.4, 19.6};
  auto const among = [&](Claims const& claims) {
    Court court(claims);
    return court.add("a-erm", kErm).add("a-mixup", weaker).all();
  };
  Json const other = claim("lower", {"a-mixup"}, {{"family", "other"}});
  CHECK(near(among({kLower})[0].p, 0.0204, 1e-4));
  CHECK(verdict_text(among({kLower, kLower})[0]) == "reproduced");
  auto const three = among({kLower, kLower, kLower});
  CHECK(near(three[0].p_holm, 0.0611, 2e-4));
  CHECK(verdict_text(three[0]) == "inconclusive (only before Holm's correction)");
  CHECK(verdict_text(among({kLower, kLower, other})[0]) == "reproduced");
  // A claim that has not been run counts, so that its records take no verdict back.
  CHECK(near(among({kLower, claim("lower", {"b-mixup"})})[0].p_holm, 0.0408, 2e-4));
}

TEST_CASE("the probability of improvement goes with claims of lower and higher") {
  auto const verdict = pair(kLower, kErm, kBetter)();
  // 9 is below all five, 18.9 (twice) and 19.1 below four each, 29.1 below one: 18 of 25
  CHECK(near(verdict.wins->probability, 18.0 / 25));
  CHECK(!pair(kLower, {10}, {9})().wins);
}

TEST_CASE("the largest scale whose seeds were all looked at is shown, else the largest that has records") {
  Court court(kLower);
  std::vector<Table> const tables = {court.table()};
  auto const shown = [&] { return shown_verdicts(survey(tables, court.records()).chapters[0])[0]->scale->name; };
  CHECK(verdict_text(*shown_verdicts(survey(tables, {}).chapters[0])[0]) == "not run");
  court.add("a-erm", {10}, "small").add("a-mixup", {9}, "small");
  CHECK(shown() == "small");
  court.add("a-erm", {10}).add("a-mixup", {9});
  CHECK(shown() == "paper");
  court.add("a-erm", {20, 30, 20, 20}, "small", 2).add("a-mixup", {18.9, 29.1, 18.9, 19.1}, "small", 2);
  CHECK(shown() == "small");  // one seed at paper scale does not hide it
  court.add("a-erm", {20, 30, 20, 20}, "paper", 2).add("a-mixup", {18.9, 29.1, 18.9, 19.1}, "paper", 2);
  CHECK(shown() == "paper");
  CHECK(verdict_text(*shown_verdicts(survey(tables, court.records()).chapters[0])[0]) ==
        "reproduced (also at small scale)");  // what the other scale decided is not hidden
}

TEST_CASE("a verdict that is open names what a smaller scale decided") {
  Court court(kLower);
  std::vector<Table> const tables = {court.table()};
  court.add("a-erm", kErm, "small")
      .add("a-mixup", kBetter, "small")
      .add("a-erm", kErm)
      .add("a-mixup", {11, 18, 31, 19, 21});
  CHECK(verdict_text(*shown_verdicts(survey(tables, court.records()).chapters[0])[0]) ==
        "inconclusive (reproduced at small scale)");
}
