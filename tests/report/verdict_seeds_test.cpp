// verdict_seeds_test: the sentences of docs/verdicts.md on seeds: which of them decide, and what their scatter leaves
// out.
#include <cmath>

#include "court.hpp"
#include "error_of.hpp"
#include "near.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

std::vector<double> first(std::vector<double> const& values, size_t n) { return {values.begin(), values.begin() + n}; }

constexpr double kT4 = 2.776445;  // the 97.5 % quantile of Student's t with 4 degrees of freedom

}  // namespace

TEST_CASE("a claim is pending until its declared seeds are run, however clear the first are") {
  for (size_t k : {1, 2, 3, 4}) {
    auto const verdict = pair(kLower, first(kErm, k), first(kBetter, k))();
    CHECK(verdict_text(verdict) == fmt::format("pending ({} of 5 seeds)", k));
    CHECK(verdict.p == 1);
    CHECK(!verdict.tested);
    CHECK(verdict.agreeing == 1);  // its sign is shown
  }
  CHECK(pair(kLower, kErm, first(kBetter, 3))().effects[0].ours.n == 3);  // seeds that both rows have
}

TEST_CASE("seeds beyond those declared are not used") {
  auto const verdict = pair(kLower, {10, 20, 30, 20, 20, 1, 1}, {9, 18.9, 29.1, 18.9, 19.1, 99, 99})();
  CHECK(verdict_text(verdict) == "reproduced");
  CHECK(near(verdict.effects[0].ours.value, -1));
  CHECK(verdict.records.size() == 10);
}

TEST_CASE("seeds that were seen before n was declared are not used") {
  Court court(kLower, {{"scales", {{"paper", {{"first_seed", 3}}}}}});
  court.add("a-erm", {1, 1}).add("a-mixup", {99, 99});
  CHECK(court.says() == "not run");
  court.add("a-erm", kErm, "paper", 3).add("a-mixup", kBetter, "paper", 3);
  CHECK(court.says() == "reproduced");
}

TEST_CASE("a scale declares its seeds, a claim may declare others or none") {
  auto const with = [](int64_t n) { return pair(claim("lower", {"a-mixup"}, {{"n", {{"paper", n}}}}), kErm, kBetter); };
  CHECK(with(7).says() == "pending (5 of 7 seeds)");
  CHECK(with(0).says() == "not run (not judged at paper scale)");
  CHECK(error_of([&] { with(4); }).what() ==
        std::string("table#/claims/0/n/paper: got \"4\", allowed 0, or 5 ... 1000"));
  auto const scale = [](Json const& fields) { return pair(kLower, kErm, kBetter, {{"scales", {{"paper", fields}}}}); };
  CHECK(scale({{"n", 6}}).says() == "pending (5 of 6 seeds)");
  CHECK(scale({{"seeds", 6}}).says() == "pending (5 of 6 seeds)");  // as many as a plain run makes
  CHECK(scale({{"seeds", 20}, {"n", 5}}).says() == "reproduced");
  CHECK(scale({{"n", 2}}).says() == "reproduced");  // five at least
}

TEST_CASE("a diverged run counts against its method") {
  auto const after = [](char const* row, Json const& of, std::vector<double> const& mixup) {
    bool const is_erm = row == std::string("a-erm");
    auto court = pair(of, first(kErm, is_erm ? 4 : 5), first(mixup, is_erm ? 5 : 4));
    return court.add_broken(row, 5, Status::diverged).says();
  };
  std::vector<double> const worse = {11, 21.1, 30.9, 21.1, 20.9};
  CHECK(after("a-mixup", kLower, kBetter) == "inconclusive (1 diverged)");
  CHECK(after("a-mixup", kLower, worse) == "contradicted (1 diverged)");
  CHECK(after("a-erm", kLower, kBetter) == "reproduced (1 diverged)");
  CHECK(after("a-erm", kLower, worse) == "inconclusive (1 diverged)");
  Json const raised = claim("higher", {"a-mixup"});  // as "lower": in favour of the row that it names first
  CHECK(after("a-mixup", raised, worse) == "inconclusive (1 diverged)");
  CHECK(after("a-mixup", raised, kBetter) == "contradicted (1 diverged)");
  Json const no_help = claim("not_lower", {"a-mixup"}, {{"margin", 0.01}}),
             alike = claim("equal", {"a-mixup"}, {{"margin", 0.2}});
  CHECK(after("a-mixup", no_help, worse) == "reproduced (1 diverged)");
  CHECK(after("a-erm", no_help, worse) == "inconclusive (1 diverged)");
  CHECK(after("a-mixup", alike, kErm) == "inconclusive (1 diverged)");
  CHECK(pair(alike, kErm, kErm).says() == "reproduced");
}

TEST_CASE("a method that diverged with every seed has been run") {
  Court court(kLower);
  court.add("a-erm", kErm);
  for (int64_t seed = 1; seed <= 5; ++seed) court.add_broken("a-mixup", seed, Status::diverged);
  CHECK(court.says() == "inconclusive (5 diverged)");
}

TEST_CASE("one comparison can settle a claim of two, and the verdict says that it was one") {
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", kErm).add("a-mixup", {11, 21.1, 30.9, 21.1, 20.9});
  CHECK(court.says() == "contradicted (1 of 2 run)");
}

TEST_CASE("a verdict before all seeds counts the comparisons that are complete") {
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", kErm).add("a-mixup", {11, 21.1, 30.9, 21.1, 20.9}).add("b-erm", {10}).add("b-mixup", {9});
  CHECK(court.says() == "contradicted (1 of 2 run)");
}

TEST_CASE("runs without the number that is asked have been run") {
  CHECK(pair(claim("lower", {"a-mixup"}, {{"of", "/other"}}), kErm, kBetter).says() ==
        "inconclusive (5 of 5 seeds have no such number)");
  std::vector<double> const none(5, 0);  // no share of nothing
  CHECK(pair(claim("equal", {"a-mixup"}, {{"margin", 0.1}}), none, kBetter).says() ==
        "inconclusive (5 of 5 seeds have no such number)");
}

TEST_CASE("a run that failed is no evidence: its seed is still to be run") {
  auto court = pair(kLower, kErm, first(kBetter, 4));
  CHECK(court.add_broken("a-mixup", 5, Status::failed).says() == "pending (4 of 5 seeds)");
}

TEST_CASE("fewer than three pairs decide nothing") {
  auto court = pair(kLower, first(kErm, 2), kBetter);
  for (int64_t seed : {3, 4, 5}) court.add_broken("a-erm", seed, Status::diverged);
  CHECK(court.says() == "inconclusive (3 diverged)");
  CHECK(court().p == 1);
}

TEST_CASE("the scatter of seeds is no smaller than the resolution of the figure") {
  std::vector<double> const same = {9, 19, 29, 19, 19};
  auto const printed = pair(kLower, kErm, same)();  // no share: one unit of the last digit
  CHECK(near(printed.effects[0].ours.error, 0.01 / std::sqrt(5.0)));
  CHECK(printed.p > 0);
  auto share = pair(kLower, kErm, same, kShare);
  share.tested_on(2000);  // one example is 0.05 %
  CHECK(near(share().effects[0].ours.error, 0.05 / std::sqrt(5.0)));
  auto wide = pair(kLower, kErm, kBetter, kShare);
  CHECK(near(wide.tested_on(2000)().effects[0].ours.error, 0.1 / std::sqrt(5.0)));  // seeds scatter more
}

TEST_CASE("a small test part adds its sampling error") {
  auto court = pair(kLower, kErm, kBetter, kShare);
  // ERM 20 %, mixup 19 %: (20 * 80 + 19 * 81) / 300 = 10.463 squared points
  auto const error = [&](int64_t examples) { return court.tested_on(examples)().effects[0].ours.error; };
  CHECK(near(error(300), std::sqrt(1 / 9.0 / 5 + (20 * 80 + 19 * 81) / 300.0)));  // sd: one example, 1/3 point
  CHECK(near(error(1000), 0.1 / std::sqrt(5.0)));
  CHECK(court.tested_on(300).says() == "inconclusive");
}

TEST_CASE("splits of a published set are its population, and another sample's interval stands beside") {
  auto changes = kShare;
  changes["split_by_seed"] = true;
  auto court = pair(kLower, kErm, kBetter, changes);  // train_share 0.8
  auto const& effect = court.tested_on(30)().effects[0];
  CHECK(near(effect.ours.error, 100.0 / 30 / std::sqrt(5.0)));  // floor, no sampling error: each split has its own part
  auto const wide = pair(kLower, kErm, kBetter, {{"split_by_seed", true}})();
  CHECK(near(wide.effects[0].ours.error, 0.1 / std::sqrt(5.0)));
  CHECK(near(*wide.effects[0].elsewhere, kT4 * 0.1 * std::sqrt(1.0 / 5 + 0.25), 1e-6));
  CHECK(effect_text(wide.effects[0]) == "-1.00 ± 0.12 [0.19]");
}

TEST_CASE("an interval within half of the paper's relative effect is smaller than claimed") {
  // The paper's 9 beside 10 is a tenth; half of it, of our mean of 20, is 1.
  auto const at = [](double mean) {
    std::vector<double> mixup = kErm;
    for (size_t i = 0; i < mixup.size(); ++i) mixup[i] = kBetter[i] + 1 + mean;
    return pair(kLower, kErm, mixup)();
  };
  CHECK(near(*at(0).effects[0].half_claim, 1));
  CHECK(verdict_text(at(0)) == "smaller than claimed");
  CHECK(verdict_text(at(-0.5)) == "reproduced (smaller than claimed)");
  CHECK(verdict_text(at(0.5)) == "contradicted");
  CHECK(verdict_text(at(-0.9)) == "reproduced");  // -0.9 ± 0.12 reaches beyond 1
  CHECK(near(at(0).p, at(0).p_smaller));
  auto const none = pair(claim("higher", {"a-mixup"}), kErm, kErm)();  // the paper's numbers go the other way
  CHECK(!none.effects[0].half_claim);
  CHECK(verdict_text(none) == "inconclusive");
}

TEST_CASE("for every net one that is smaller is enough, as for contradicted") {
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", kErm).add("a-mixup", kBetter).add("b-erm", kErm);
  court.add("b-mixup", {10, 19.9, 30.1, 19.9, 20.1});  // the paper has a quarter there
  CHECK(court.says() == "smaller than claimed");
}
