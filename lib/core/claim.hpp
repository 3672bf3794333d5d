// claim: what the paper says of a table, as data: which numbers, compared how, must come out how.
//
// docs/verdicts.md has the rule by which claims are judged. A pattern names rows of the table; "*" in it stands for any
// text, at most once: "cifar10-*-mixup".
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace mixup {

struct Scale;
struct Table;

enum class ClaimKind {
  lower,       // each row's number is below that of the row it is compared with
  higher,      // ... above; both kinds favour the row: of an error, write "lower" for the better row
  not_lower,   // not below by more than the margin: "does not help"
  not_higher,  // not above by more than the margin: "never underperforms"
  equal,       // neither below nor above by more than the margin
  falls,       // from each entry of `rows` to the next the number, or with `against` the difference, falls: its slope
  rises,       // ... rises
  order,       // the rows come in the order of the paper's numbers (Kendall's tau)
};
constexpr std::array<char const*, 8> names(ClaimKind) {
  return {"lower", "higher", "not_lower", "not_higher", "equal", "falls", "rises", "order"};
}

/// Seeds declared before they are run: first ... first + n - 1.
struct DecidingSeeds {
  int64_t first = 1, n = 0;  // n = 0: nothing is judged by them
  int64_t last() const { return first + n - 1; }
  bool has(int64_t seed) const { return seed >= first && seed <= last(); }
};

/// Fresh seeds by which a claim is asked once more at a scale whose first seeds left it inconclusive
/// (docs/verdicts.md, "A second study").
struct SecondStudy {
  std::string scale;
  DecidingSeeds seeds;
};

struct Claim {
  std::string id;      // unique in its table
  std::string says;    // one sentence for the reader
  std::string source;  // where in the paper
  ClaimKind kind = ClaimKind::lower;
  std::string of;                    // key of a column, or a JSON pointer into metrics
  std::vector<std::string> rows;     // patterns; for falls and rises one entry a level, in this order
  std::vector<std::string> against;  // patterns; none: each row's own `against`; falls, rises: none, or one a level
  double margin = 0;        // share of the other row's number; only and always with the three kinds that need it
  int64_t at_least = 0;     // so many of the comparisons must hold; 0: all of them
  std::string family;       // claims that one correction of p takes together; empty: those of the experiment
  Json n = Json::object();  // scale name -> the seeds that decide there, in place of the scale's; 0: not judged there
  std::vector<SecondStudy> second;  // one a scale at most
};

template <class F>
void fields(F& f, SecondStudy& s) {
  f("scale", s.scale);
  f("first_seed", s.seeds.first);
  f("n", s.seeds.n);
}

template <class F>
void fields(F& f, Claim& c) {
  f("id", c.id);
  f("says", c.says);
  f("source", c.source);
  f("kind", c.kind);
  f("of", c.of);
  f("rows", c.rows);
  f("against", c.against);
  f("margin", c.margin, {0, 1});
  f("at_least", c.at_least, {0, 1e4});
  f("family", c.family);
  f("n", c.n);
  f("second", c.second);
}

/// Where the effect of each comparison must lie, the ends excluded; with a margin in percent of the number compared
/// with.
struct EffectRange {
  double low, high;
};
EffectRange claimed_range(Claim const& claim);

/// The least that may be declared: with four, t's quantile is above 3 already.
constexpr int64_t kFewestSeeds = 5;

/// The seeds on which a claim is judged at a scale: n is the claim's, else the scale's, kFewestSeeds at least; 0: the
/// claim is not judged there.
DecidingSeeds deciding_seeds(Claim const& claim, Scale const& scale);

/// The seeds of its second study at that scale; n = 0 where none is declared.
DecidingSeeds second_seeds(Claim const& claim, Scale const& scale);

/// Throws Exit::data unless every claim of `table` names what exists and has what its kind needs.
void check_claims(Table const& table, std::string const& where);

}  // namespace mixup
