// court: a table of two nets with claims and records, judged as often as one likes.
#pragma once
#include <deque>

#include "report/survey.hpp"
#include "report/verdict_text.hpp"

namespace mixup::test {

constexpr char const* kRows = R"({
  "experiment": "t", "source": "section 1",
  "base": {"data": {"name": "cifar10"}},
  "scales": {
    "demo": {"about": "", "seeds": 1, "run": {"data": {"source": "synthetic"}}},
    "small": {"about": "", "seeds": 1, "run": {"data": {"name": "fsdd", "train_limit": 4000}}},
    "paper": {"about": "", "seeds": 1}},
  "columns": [{"key": "error", "title": "error", "metric": "/error", "digits": 2}],
  "rows": [
    {"name": "a-erm", "label": "ERM", "paper": {"error": 10}},
    {"name": "a-mixup", "label": "mixup", "against": "a-erm", "run": {"method": {"alpha": 1}}, "paper": {"error": 9}},
    {"name": "b-erm", "label": "ERM", "run": {"model": {"name": "b"}}, "paper": {"error": 8}},
    {"name": "b-mixup", "label": "mixup", "against": "b-erm", "run": {"model": {"name": "b"}, "method": {"alpha": 1}},
     "paper": {"error": 6}}]
})";

inline Json claim(char const* kind, std::vector<std::string> const& rows, Json const& more = Json::object()) {
  Json json = {{"id", kind}, {"says", "so"}, {"source", "section 1"}, {"kind", kind}, {"of", "error"}, {"rows", rows}};
  json.update(more);
  return json;
}

/// Five numbers each: what ERM has, and the same with a mean difference of -1 and a standard deviation of 0.1.
inline std::vector<double> const kErm = {10, 20, 30, 20, 20};
inline std::vector<double> const kBetter = {9, 18.9, 29.1, 18.9, 19.1};

using Claims = std::vector<Json>;

class Court {
 public:
  /// `changes` patches the table.
  explicit Court(Claims const& claims, Json const& changes = Json::object()) {
    Json json = parse_json(kRows, "table");
    json["claims"] = claims;
    for (size_t i = 0; i < claims.size(); ++i) json["claims"][i]["id"] = std::to_string(i);
    json.merge_patch(changes);
    static std::deque<Table> kept;  // verdicts point into their table
    table_ = &kept.emplace_back(parse_table(json, "table"));
  }
  explicit Court(Json const& claim, Json const& changes = Json::object()) : Court(Claims{claim}, changes) {}

  /// Runs of seeds first, first + 1, ... with these errors.
  Court& add(char const* row, std::vector<double> const& errors, char const* scale = "paper", int64_t first = 1) {
    for (size_t i = 0; i < errors.size(); ++i) record(row, first + static_cast<int64_t>(i), scale)["error"] = errors[i];
    return *this;
  }

  Court& add_broken(char const* row, int64_t seed, Status status) {
    record(row, seed, "paper");
    records_.back().outcome.status = status;
    return *this;
  }

  /// What the records say of their test part.
  Court& tested_on(int64_t examples) {
    for (auto& record : records_) record.outcome.data = {{"test_size", examples}};
    return *this;
  }

  std::vector<Verdict> all(char const* scale = "paper") const {
    auto const& s = table_->scale(scale);
    return verdicts(*table_, s, gather(*table_, s, records_).sheets);
  }
  Verdict operator()(char const* scale = "paper") const { return all(scale).front(); }
  std::string says(char const* scale = "paper") const { return verdict_text((*this)(scale)); }

  Table const& table() const { return *table_; }
  std::vector<Record> const& records() const { return records_; }

 private:
  Json& record(char const* row, int64_t seed, char const* scale) {
    Record record;
    record.run = resolve(*table_, *table_->row(row), scale, seed);
    records_.push_back(record);
    return records_.back().outcome.metrics;
  }

  Table const* table_;
  std::vector<Record> records_;
};

inline Court pair(Json const& of, std::vector<double> const& erm, std::vector<double> const& mixup,
                  Json const& changes = Json::object()) {
  Court court(of, changes);
  court.add("a-erm", erm).add("a-mixup", mixup);
  return court;
}

inline Json const kLower = claim("lower", {"a-mixup"});

/// A share of the test examples, in percent.
inline Json const kShare = {
    {"columns", {{{"key", "error"}, {"title", "error"}, {"metric", "/error"}, {"unit", "%"}, {"digits", 2}}}}};

}  // namespace mixup::test
