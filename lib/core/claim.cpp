// claim: what a claim must have, and where its effects must lie.
#include "core/claim.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "core/comparison.hpp"
#include "core/table.hpp"

namespace mixup {
namespace {

constexpr char const* kUnjudged = "demo";  // a scale that only shows that the program runs

void require_claim(bool holds, std::string const& where, std::string const& given, std::string const& allowed) {
  if (!holds) throw error(Exit::data, "{}: got \"{}\", allowed {}", where, given, allowed);
}

/// The scale of that name among those for which `is` holds; the error names them.
template <class Is>
Scale const& require_scale(Table const& table, std::string const& name, Is is, std::string const& where,
                           std::string const& what = "") {
  std::vector<std::string> allowed;
  for (auto const& scale : table.scales)
    if (is(scale)) allowed.push_back(scale.name);
  bool const holds = std::find(allowed.begin(), allowed.end(), name) != allowed.end();
  require_claim(holds, where, name, fmt::format("{}{}", what, fmt::join(allowed, ", ")));
  return table.scale(name);
}

void check_seeds(Table const& table, Claim const& claim, std::string const& where) {
  for (auto const& [scale, n] : claim.n.items()) {
    require_scale(
        table, scale, [](Scale const&) { return true; }, where + "/n");
    bool const whole = n.is_number_integer();
    require_claim(whole && (n == 0 || (n >= kFewestSeeds && n <= 1000)), where + "/n/" + scale, n.dump(),
                  fmt::format("0, or {} ... 1000", kFewestSeeds));
  }
}

/// The last seed by which any first study of the table is judged at that scale.
int64_t last_seen(Table const& table, Scale const& scale) {
  int64_t last = 0;
  for (auto const& claim : table.claims) last = std::max(last, deciding_seeds(claim, scale).last());
  return last;
}

/// Second studies of a scale have the same seeds, declared together, or none in common.
bool may_stand_beside(DecidingSeeds const& a, DecidingSeeds const& b) {
  return (a.first == b.first && a.n == b.n) || a.last() < b.first || b.last() < a.first;
}

/// A second study needs a first one, seeds beyond those of every first study of the table, and enough of them.
void check_second(Table const& table, Claim const& claim, SecondStudy const& study, std::string const& path) {
  auto const& [name, seeds] = study;
  auto const is_judged = [&](Scale const& s) { return deciding_seeds(claim, s).n > 0; };
  auto const& scale = require_scale(table, name, is_judged, path + "/scale", "a scale at which the claim is judged: ");
  auto const same_scale = [&](SecondStudy const& other) { return other.scale == study.scale; };
  require_claim(std::count_if(claim.second.begin(), claim.second.end(), same_scale) == 1, path + "/scale", name,
                "one second study a scale");
  auto const seen = last_seen(table, scale);
  require_claim(seeds.first > seen, path + "/first_seed", std::to_string(seeds.first),
                fmt::format("{} or more: the first studies have the seeds up to {}", seen + 1, seen));
  require_claim(seeds.n >= kFewestSeeds && seeds.n <= 1000, path + "/n", std::to_string(seeds.n),
                fmt::format("{} ... 1000", kFewestSeeds));
  for (auto const& other : table.claims)
    if (auto const its = second_seeds(other, scale); its.n > 0)
      require_claim(may_stand_beside(seeds, its), path + "/first_seed", std::to_string(seeds.first),
                    fmt::format("the seeds {} to {} of claim {}, or none of them", its.first, its.last(), other.id));
}

void check_claim(Table const& table, Claim const& claim, std::string const& where) {
  for (auto const& [key, text] : {std::pair("/id", claim.id), {"/says", claim.says}, {"/source", claim.source}})
    require_claim(!text.empty(), where + key, "", "a text that is not empty");
  std::vector<std::string> keys;
  for (auto const& column : table.columns) keys.push_back(column.key);
  bool const is_column = std::find(keys.begin(), keys.end(), claim.of) != keys.end();
  require_claim(is_column || claim.of.rfind('/', 0) == 0, where + "/of", claim.of,
                fmt::format("{}, or a JSON pointer into metrics", fmt::join(keys, ", ")));
  require_claim(!claim.rows.empty(), where + "/rows", "[]", "at least one pattern");
  bool const needs_margin =
      claim.kind == ClaimKind::equal || claim.kind == ClaimKind::not_lower || claim.kind == ClaimKind::not_higher;
  require_claim(needs_margin == (claim.margin > 0), where + "/margin", fmt::format("{}", claim.margin),
                needs_margin ? "a share above 0" : "none with this kind");
  auto const all = static_cast<int64_t>(comparisons(table, claim, where).size());
  require_claim(claim.at_least <= all, where + "/at_least", fmt::format("{}", claim.at_least),
                fmt::format("0 ... {}", all));
  check_seeds(table, claim, where);
}

}  // namespace

EffectRange claimed_range(Claim const& claim) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  double const margin = 100 * claim.margin;
  EffectRange const ranges[] = {
      {-kFar, 0},         // lower
      {0, kFar},          // higher
      {-margin, kFar},    // not_lower
      {-kFar, margin},    // not_higher
      {-margin, margin},  // equal
      {-kFar, 0},         // falls
      {0, kFar},          // rises
      {0, kFar},          // order
  };
  static_assert(std::size(ranges) == names(ClaimKind{}).size());
  return ranges[static_cast<size_t>(claim.kind)];
}

DecidingSeeds deciding_seeds(Claim const& claim, Scale const& scale) {
  if (scale.name == kUnjudged) return {};
  int64_t const declared = std::max(scale.n > 0 ? scale.n : scale.seeds, kFewestSeeds);
  return {scale.first_seed, claim.n.value(scale.name, declared)};
}

DecidingSeeds second_seeds(Claim const& claim, Scale const& scale) {
  for (auto const& study : claim.second)
    if (study.scale == scale.name) return study.seeds;
  return {};
}

void check_claims(Table const& table, std::string const& where) {
  std::set<std::string> ids;
  auto const path = [&](size_t i) { return fmt::format("{}/claims/{}", where, i); };
  for (size_t i = 0; i < table.claims.size(); ++i) {
    check_claim(table, table.claims[i], path(i));
    require_claim(ids.insert(table.claims[i].id).second, path(i) + "/id", table.claims[i].id,
                  "one that no earlier one has");
  }
  for (size_t i = 0; i < table.claims.size(); ++i)  // after all first studies are known to be sound
    for (size_t k = 0; k < table.claims[i].second.size(); ++k)
      check_second(table, table.claims[i], table.claims[i].second[k], fmt::format("{}/second/{}", path(i), k));
}

}  // namespace mixup
