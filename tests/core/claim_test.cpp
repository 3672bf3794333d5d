// claim_test: which rows a claim compares, what it must have, and that the claims of this program are the paper's.
#include <cmath>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "core/comparison.hpp"
#include "error_of.hpp"
#include "small_table.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

Json lower_claim() {
  return parse_json(R"({"id": "a", "says": "mixup is lower", "source": "section 3.2", "kind": "lower", "of": "error",
                        "rows": ["*-mixup"]})",
                    "claim");
}

/// The small table with one claim, of which one member is set (or taken away, with null).
Table with_claim(char const* pointer = "", Json const& value = {}) {
  Json json = small_table_json(), claim = lower_claim();
  if (*pointer) set_at(claim, pointer, value);
  if (*pointer && value.is_null()) claim.erase(pointer + 1);
  json["claims"] = Json::array({claim});
  return parse_table(json, "t");
}

std::string message(char const* pointer, Json const& value) {
  auto const e = error_of([&] { with_claim(pointer, value); });
  CHECK(e.code == Exit::data);
  return e.what();
}

/// "c10-mixup - c10-erm": the terms with their weights.
std::string terms(Comparison const& comparison) {
  std::string out;
  for (auto const& term : comparison.terms) out += fmt::format("{:+g} {} ", term.weight, term.row->name);
  return out;
}

std::vector<std::string> all_terms(Table const& table) {
  std::vector<std::string> out;
  for (auto const& comparison : comparisons(table, table.claims[0], "t")) out.push_back(terms(comparison));
  return out;
}

using Lines = std::vector<std::string>;

/// True if the paper's own figures say what the claim says, of every comparison whose figures it prints.
size_t holding(Table const& table, Claim const& claim, size_t& printed) {
  size_t holds = 0;
  for (auto const& comparison : comparisons(table, claim, table.experiment)) {
    double effect = 0;
    bool known = true;
    for (auto const& term : comparison.terms) {
      known = known && term.row->paper.contains(claim.of);
      if (known) effect += term.weight * term.row->paper[claim.of].get<double>();
    }
    if (!known) continue;
    ++printed;
    double const bound = comparison.terms.size() > 1 && claim.margin > 0
                             ? claim.margin * comparison.terms[1].row->paper[claim.of].get<double>()
                             : 0;
    switch (claim.kind) {
      case ClaimKind::lower:
      case ClaimKind::falls:
        holds += effect < 0;
        break;
      case ClaimKind::higher:
      case ClaimKind::rises:
        holds += effect > 0;
        break;
      case ClaimKind::not_lower:
        holds += effect > -bound;
        break;
      case ClaimKind::not_higher:
        holds += effect < bound;
        break;
      case ClaimKind::equal:
        holds += std::abs(effect) < bound;
        break;
      case ClaimKind::order:
        ++holds;
        break;  // the paper's order is its own
    }
  }
  return holds;
}

}  // namespace

TEST_CASE("a row is compared with its own, with the same text for the star, or with every other that fits") {
  CHECK(all_terms(with_claim()) == Lines{"+1 c10-mixup -1 c10-erm ", "+1 c100-mixup -1 c100-erm "});
  CHECK(all_terms(with_claim("/against", {"*-erm"})) ==
        Lines{"+1 c10-mixup -1 c10-erm ", "+1 c100-mixup -1 c100-erm "});
  CHECK(all_terms(with_claim("/rows", {"c100-mixup"})) == Lines{"+1 c100-mixup -1 c100-erm "});
  Json json = small_table_json(), claim = lower_claim();
  claim["rows"] = {"c10-mixup"};
  claim["against"] = {"*"};
  json["claims"] = Json::array({claim});
  CHECK(all_terms(parse_table(json, "t")) ==
        Lines{"+1 c10-mixup -1 c10-erm ", "+1 c10-mixup -1 c100-erm ", "+1 c10-mixup -1 c100-mixup "});
}

TEST_CASE("a trend is a slope over its levels, by least squares") {
  Json json = small_table_json(), claim = lower_claim();
  claim["kind"] = "falls";
  claim["rows"] = {"c10-*", "c100-*"};
  json["claims"] = Json::array({claim});
  CHECK(all_terms(parse_table(json, "t")) ==  // two levels: a difference, one for each text of the star
        Lines{"-1 c10-erm +1 c100-erm ", "-1 c10-mixup +1 c100-mixup "});
  claim["rows"] = {"c10-erm", "c10-mixup", "c100-erm"};  // -1, 0, 1 over their sum of squares, 2
  json["claims"] = Json::array({claim});
  CHECK(all_terms(parse_table(json, "t")) == Lines{"-0.5 c10-erm +0 c10-mixup +0.5 c100-erm "});
  claim["rows"] = {"c10-mixup", "c100-mixup"};
  claim["against"] = {"c10-erm", "c100-erm"};  // how the difference changes
  json["claims"] = Json::array({claim});
  CHECK(all_terms(parse_table(json, "t")) == Lines{"-1 c10-mixup +1 c10-erm +1 c100-mixup -1 c100-erm "});
}

TEST_CASE("a claim that names nothing fails with its pointer and what is allowed") {
  CHECK(message("/rows", {"*-mixip"}) ==
        "t#/claims/0/rows: got \"*-mixip\", allowed a row or a pattern with one * that fits one: c10-erm, c10-mixup, "
        "c100-erm, c100-mixup");
  CHECK(contains(message("/rows", {"*-m*p"}), "t#/claims/0/rows: got \"*-m*p\""));
  CHECK(contains(message("/rows", {"c10-erm"}), "row \"c10-erm\" is compared with none; give /against"));
  CHECK(contains(message("/rows", Json::array()), "t#/claims/0/rows: got \"[]\""));
  CHECK(contains(message("/against", {"*-nobody"}), "t#/claims/0/against: got \"c10-nobody\""));
  CHECK(message("/of", "eror") == "t#/claims/0/of: got \"eror\", allowed error, or a JSON pointer into metrics");
  CHECK(message("/kind", "below") ==
        "t#/claims/0/kind: got \"below\", allowed lower, higher, not_lower, not_higher, equal, falls, rises, order");
  CHECK(contains(message("/sayz", "x"), "t#/claims/0/sayz: no such field; the fields are id, says, source, kind"));
}

TEST_CASE("a claim has what its kind needs and no more") {
  CHECK(message("/margin", 0.1) == "t#/claims/0/margin: got \"0.1\", allowed none with this kind");
  CHECK(message("/kind", "equal") == "t#/claims/0/margin: got \"0\", allowed a share above 0");
  CHECK(message("/at_least", 3) == "t#/claims/0/at_least: got \"3\", allowed 0 ... 2");
  CHECK(contains(message("/kind", "falls"), "got 1 entries of /rows and 0 of /against, allowed two or more"));
  CHECK(contains(message("/kind", "order"), "the paper prints no error for row \"c100-mixup\""));
  CHECK(contains(message("/source", nullptr), "t#/claims/0/source: got \"\""));
  Json json = small_table_json();
  json["claims"] = Json::array({lower_claim(), lower_claim()});
  CHECK(contains(error_of([&] { parse_table(json, "t"); }).what(), "t#/claims/1/id: got \"a\", allowed one that no"));
}

TEST_CASE("figures from elsewhere name a column, somebody and a source") {
  Json json = small_table_json();
  json["rows"][0]["elsewhere"] = parse_json(R"([{"column": "eror", "value": 1, "by": "x", "source": "y"}])", "e");
  CHECK(contains(error_of([&] { parse_table(json, "t"); }).what(),
                 "t#/rows/0/elsewhere/0/column: got \"eror\", allowed error"));
  json["rows"][0]["elsewhere"][0] = {{"column", "error"}, {"value", 1}, {"by", "x"}};
  CHECK(contains(error_of([&] { parse_table(json, "t"); }).what(), "allowed who measured it and a source"));
}

TEST_CASE("every experiment has claims, and each says where the paper makes it, or beyond the paper who does") {
  std::regex const section("^section [0-9.]+(, (Table|Figure) [0-9]+[ab]?)?$");
  std::regex const whose("^(ours|[A-Z][a-z]+ et al[.] [0-9]{4}( \\([A-Za-z]+\\))?)$");
  for (auto const& table : all_tables()) {
    CAPTURE(table.experiment);
    CHECK(!table.claims.empty());
    for (auto const& claim : table.claims)
      CHECK(std::regex_search(claim.source, table.heading == Heading::paper ? section : whose));
  }
}

TEST_CASE("every claim holds in the figures that the paper prints") {
  for (auto const& table : all_tables())
    for (auto const& claim : table.claims) {
      CAPTURE(table.experiment, claim.id);
      size_t printed = 0;
      size_t const holds = holding(table, claim, printed);
      CHECK(holds >= (claim.at_least > 0 ? static_cast<size_t>(claim.at_least) : printed));
    }
}

TEST_CASE("an error on the validation part is a share of that part") {
  for (auto const& table : all_tables())
    for (auto const& column : table.columns)
      CHECK((column.metric.rfind("/validation", 0) == 0) == (column.examples == "/validation_size"));
}

TEST_CASE("every margin has its reason in docs/verdicts.md") {
  std::ostringstream text;
  text << std::ifstream(MIXUP_TEST_DIR "/../docs/verdicts.md").rdbuf();
  std::map<std::string, std::string> lines;  // "ablation 4 %" -> the claims of that line of the table
  std::istringstream page(text.str());
  for (std::string line; std::getline(page, line);) {
    std::smatch cells;
    if (std::regex_match(line, cells, std::regex("\\| ([a-z]+) (.*) \\| ([0-9.]+ %) \\| .+ \\|")))
      lines[fmt::format("{} {}", cells[1].str(), cells[3].str())] += cells[2].str();
  }
  for (auto const& table : all_tables())
    for (auto const& claim : table.claims) {
      CAPTURE(table.experiment, claim.id);
      auto const key = fmt::format("{} {:g} %", table.experiment, 100 * claim.margin);
      if (claim.margin > 0) CHECK(contains(lines[key], "`" + claim.id + "`"));
    }
}
