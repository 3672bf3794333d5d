// verdict_test: each sentence of docs/verdicts.md, on records whose verdict is known by hand.
#include <cmath>
#include <deque>

#include "near.hpp"
#include "report/survey.hpp"
#include "report/verdict_text.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr char const* kRows = R"({
  "experiment": "t", "source": "section 1",
  "base": {"data": {"name": "cifar10"}},
  "scales": {
    "demo": {"about": "", "seeds": 1, "run": {"data": {"source": "synthetic"}}},
    "small": {"about": "", "seeds": 1, "run": {"data": {"name": "fsdd", "train_limit": 4000}}},
    "paper": {"about": "", "seeds": 1}},
  "columns": [{"key": "error", "title": "error", "metric": "/error"}],
  "rows": [
    {"name": "a-erm", "label": "ERM", "paper": {"error": 10}},
    {"name": "a-mixup", "label": "mixup", "against": "a-erm", "run": {"method": {"alpha": 1}}, "paper": {"error": 9}},
    {"name": "b-erm", "label": "ERM", "run": {"model": {"name": "b"}}, "paper": {"error": 8}},
    {"name": "b-mixup", "label": "mixup", "against": "b-erm", "run": {"model": {"name": "b"}, "method": {"alpha": 1}},
     "paper": {"error": 6}}]
})";

Json claim(char const* kind, std::vector<std::string> const& rows, Json const& more = Json::object()) {
  Json json = {{"id", kind}, {"says", "so"}, {"source", "section 1"}, {"kind", kind}, {"of", "error"}, {"rows", rows}};
  json.update(more);
  return json;
}

/// A table with claims and its records; judged as often as one likes.
class Court {
 public:
  explicit Court(Json const& first, Json const& second = {}, bool split_by_seed = false) {
    Json json = parse_json(kRows, "table");
    json["claims"] = Json::array({first});
    if (!second.is_null()) {
      json["claims"].push_back(second);
      json["claims"][1]["id"] = "second";
    }
    json["split_by_seed"] = split_by_seed;
    static std::deque<Table> kept;  // verdicts point into their table
    table_ = &kept.emplace_back(parse_table(json, "table"));
  }

  /// Runs of seeds 1, 2, ... with these errors.
  Court& add(char const* row, std::vector<double> const& errors, char const* scale = "paper") {
    for (size_t i = 0; i < errors.size(); ++i) {
      Record record;
      record.run = resolve(*table_, *table_->row(row), scale, static_cast<int64_t>(i) + 1);
      record.outcome.metrics = {{"error", errors[i]}};
      records_.push_back(record);
    }
    return *this;
  }

  std::vector<Verdict> all(char const* scale = "paper") const {
    auto const& s = table_->scale(scale);
    return verdicts(*table_, s, gather(*table_, s, records_).sheets);
  }

  Verdict operator()(char const* scale = "paper") const { return all(scale).front(); }

  Table const& table() const { return *table_; }
  std::vector<Record> const& records() const { return records_; }

 private:
  Table const* table_;
  std::vector<Record> records_;
};

Court pair(Json const& of, std::vector<double> const& erm, std::vector<double> const& mixup) {
  Court court(of);
  court.add("a-erm", erm).add("a-mixup", mixup);
  return court;
}

Json const kLower = claim("lower", {"a-mixup"});

}  // namespace

TEST_CASE("a paired difference whose interval leaves out 0 on the claimed side is reproduced") {
  auto const verdict = pair(kLower, {10, 20, 30}, {9, 18.9, 29.1})();  // -1, -1.1, -0.9: sd 0.1
  CHECK(verdict.decision == Decision::reproduced);
  auto const& effect = verdict.effects[0];
  CHECK(near(effect.ours.value, -1));
  CHECK(near(effect.ours.error, 0.1 / std::sqrt(3.0)));
  CHECK(near(effect.interval->high, -1 + 4.302653 * 0.1 / std::sqrt(3.0), 1e-6));
  // t = -sqrt(300) with 2 degrees of freedom: p = 2 (1/2 - t / (2 sqrt(2 + t^2))) = 1 - sqrt(300 / 302)
  CHECK(near(verdict.p, 1 - std::sqrt(300.0 / 302)));
  CHECK(verdict.p_holm == verdict.p);
  CHECK(*effect.paper == -1);
  CHECK(verdict_text(verdict) == "reproduced");
  CHECK(effect_text(effect) == "-1.0 ± 0.2");
}

TEST_CASE("the same on the other side is contradicted, and between them nothing is decided") {
  CHECK(verdict_text(pair(kLower, {9, 18.9, 29.1}, {10, 20, 30})()) == "contradicted");
  CHECK(verdict_text(pair(kLower, {10, 20, 30}, {9, 18, 27})()) == "inconclusive");  // -1, -2, -3: p = 0.074
}

TEST_CASE("one seed shows a sign and decides nothing") {
  auto const verdict = pair(kLower, {10}, {5})();
  CHECK(verdict_text(verdict) == "inconclusive (one seed)");
  CHECK(!verdict.effects[0].interval);
  CHECK(verdict.agreeing == 1);
  CHECK(!verdict.tested);
  CHECK(effect_text(verdict.effects[0]) == "-5.0");
}

TEST_CASE("only seeds that both rows have are compared") {
  auto const verdict = pair(kLower, {10, 20, 30, 99}, {9, 18.9, 29.1})();
  CHECK(verdict.effects[0].ours.n == 3);
}

TEST_CASE("small scale and other data are named") {
  Court court(kLower);
  court.add("a-erm", {10, 20, 30}, "small").add("a-mixup", {9, 18.9, 29.1}, "small");
  CHECK(verdict_text(court("small")) == "reproduced at small scale");
  CHECK(court("small").data == "4,000 of fsdd for cifar10");
  CHECK(verdict_text(court("paper")) == "not run");
}

TEST_CASE("demo scale and generated data are not judged") {
  Court court(kLower);
  court.add("a-erm", {10, 20, 30}, "demo").add("a-mixup", {9, 18.9, 29.1}, "demo");
  CHECK(court("demo").decision == Decision::not_run);
  Json json = parse_json(kRows, "table");
  json["scales"]["paper"]["run"] = {{"data", {{"source", "synthetic"}}}};
  json["claims"] = Json::array({kLower});
  auto const table = parse_table(json, "table");
  std::vector<Record> records;
  for (auto const* row : {"a-erm", "a-mixup"}) {
    records.emplace_back();
    records.back().run = resolve(table, *table.row(row), "paper", 1);
    records.back().outcome.metrics = {{"error", 1}};
  }
  auto const found = gather(table, table.scale("paper"), records);
  CHECK(verdicts(table, table.scale("paper"), found.sheets)[0].decision == Decision::not_run);
}

TEST_CASE("a claim of every net needs every net, to be contradicted one is enough") {
  Court court(claim("lower", {"*-mixup"}));
  court.add("a-erm", {10, 20, 30}).add("a-mixup", {9, 18.9, 29.1});
  CHECK(verdict_text(court()) == "inconclusive (1 of 2 run)");
  court.add("b-erm", {9, 18.9, 29.1}).add("b-mixup", {10, 20, 30});
  CHECK(verdict_text(court()) == "contradicted");
  CHECK(court().agreeing == 1);
  CHECK(court().deciding == 1);                              // the weakest
  CHECK(near(court().p, 2 * (1 - std::sqrt(300.0 / 302))));  // Bonferroni: one of two is enough
}

TEST_CASE("a claim of some of its comparisons stands with so many") {
  Court court(claim("lower", {"*-mixup"}, {{"at_least", 1}}));
  court.add("a-erm", {10, 20, 30}).add("a-mixup", {9, 18.9, 29.1});
  CHECK(verdict_text(court()) == "reproduced");
  court.add("b-erm", {9, 18.9, 29.1}).add("b-mixup", {10, 20, 30});
  CHECK(verdict_text(court()) == "reproduced");
  CHECK(court().deciding == 0);
}

TEST_CASE("a margin is a share of the figure compared with") {
  // Differences +0.1, +0.3, +0.2 of a mean of 20 are 0.5, 1.5, 1 %: 1 ± 4.3027 * 0.5 / sqrt(3) = 1 ± 1.24 %.
  std::vector<double> const erm = {10, 20, 30}, mixup = {10.1, 20.3, 30.2};
  auto const with = [&](char const* kind, double margin) {
    return pair(claim(kind, {"a-mixup"}, {{"margin", margin}}), erm, mixup)();
  };
  CHECK(effect_text(with("equal", 0.05).effects[0]) == "+1.0 ± 1.2 %");
  CHECK(paper_text(with("equal", 0.05).effects[0]) == "-10.0 %");
  CHECK(verdict_text(with("equal", 0.03)) == "reproduced");
  CHECK(verdict_text(with("equal", 0.02)) == "inconclusive");
  CHECK(verdict_text(with("not_lower", 0.01)) == "reproduced");
  CHECK(verdict_text(with("not_higher", 0.03)) == "reproduced");
  CHECK(verdict_text(with("not_higher", 0.01)) == "inconclusive");
  auto const far = pair(claim("equal", {"a-mixup"}, {{"margin", 0.01}}), {10, 10, 10}, {11, 11.1, 10.9})();
  CHECK(verdict_text(far) == "contradicted");
}

TEST_CASE("a trend is judged by its slope") {
  Court court(claim("falls", {"a-mixup", "b-mixup"}, {{"against", {"a-erm", "b-erm"}}}));
  court.add("a-erm", {10, 11, 12}).add("a-mixup", {9, 10, 11}).add("b-erm", {10, 11, 12});
  court.add("b-mixup", {7, 8.1, 8.9});  // gains of 1 and then of 3, 2.9, 3.1: steps -2, -1.9, -2.1
  CHECK(verdict_text(court()) == "reproduced");
  CHECK(near(court().effects[0].ours.value, -2));
  CHECK(*court().effects[0].paper == -1);
}

TEST_CASE("an order is judged by Kendall's tau once all rows have been run") {
  Court court(claim("order", {"*"}));
  court.add("a-erm", {10, 10}).add("a-mixup", {9, 9}).add("b-erm", {8, 8});
  CHECK(verdict_text(court()) == "inconclusive (some rows not run)");
  CHECK(near(court().effects[0].ours.value, 1));
  court.add("b-mixup", {6, 6});  // 6 of 6 pairs; z = 6 / sqrt(26 / 3) = 2.04
  CHECK(verdict_text(court()) == "reproduced");
  CHECK(near(court().p, std::erfc(6 / std::sqrt(26.0 / 3) / std::sqrt(2.0))));
  CHECK(effect_text(court().effects[0]) == "+1.00 (+1.00 to +1.00)");
}

TEST_CASE("what is significant alone may not be so beside the table's other claims") {
  // -1, -1.4, -0.8: t = -1.0667 / (0.3055 / sqrt(3)) = -6.05, p = 0.0263 alone, 0.0525 as one of two.
  Court court(kLower, kLower);
  court.add("a-erm", {10, 20, 30}).add("a-mixup", {9, 18.6, 29.2});
  auto const both = court.all();
  CHECK(near(both[0].p, 0.0263, 1e-4));
  CHECK(near(both[0].p_holm, 0.0525, 2e-4));
  CHECK(verdict_text(both[0]) == "inconclusive (only before Holm's correction)");
  CHECK(verdict_text(pair(kLower, {10, 20, 30}, {9, 18.6, 29.2})()) == "reproduced");
}

TEST_CASE("splits that overlap widen the interval") {
  Court court(kLower, {}, true);  // train_share 0.8: sqrt(1/3 + 0.2 / 0.8) in place of sqrt(1/3)
  court.add("a-erm", {10, 20, 30}).add("a-mixup", {9, 18.9, 29.1});
  CHECK(near(court().effects[0].ours.error, 0.1 * std::sqrt(1.0 / 3 + 0.25)));
}

TEST_CASE("the probability of improvement goes with claims of lower and higher") {
  auto const verdict = pair(kLower, {10, 20, 30}, {9, 18.9, 29.1})();
  CHECK(near(verdict.wins->probability, 6.0 / 9));  // 9 is below all three, 18.9 below two, 29.1 below one
  CHECK(!pair(kLower, {10}, {9})().wins);
}

TEST_CASE("of several scales the largest that has records is shown") {
  Court court(kLower);
  court.add("a-erm", {10}, "small").add("a-mixup", {9}, "small");
  std::vector<Table> const tables = {court.table()};
  auto const few = survey(tables, court.records());
  CHECK(shown_verdicts(few.chapters[0])[0]->scale->name == "small");
  CHECK(verdict_text(*shown_verdicts(survey(tables, {}).chapters[0])[0]) == "not run");
  court.add("a-erm", {10}).add("a-mixup", {9});
  auto const more = survey(tables, court.records());
  CHECK(shown_verdicts(more.chapters[0])[0]->scale->name == "paper");
}
