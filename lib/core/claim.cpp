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

void check_seeds(Table const& table, Claim const& claim, std::string const& where) {
  for (auto const& [scale, n] : claim.n.items()) {
    table.scale(scale);  // throws with the names that exist
    bool const whole = n.is_number_integer();
    require_claim(whole && (n == 0 || (n >= kFewestSeeds && n <= 1000)), where + "/n/" + scale, n.dump(),
                  fmt::format("0, or {} ... 1000", kFewestSeeds));
  }
}

/// The last seed by which any first study of the table is judged at that scale.
int64_t last_seen(Table const& table, Scale const& scale) {
  int64_t last = 0;
  for (auto const& claim : table.claims) {
    auto const seeds = deciding_seeds(claim, scale);
    if (seeds.n > 0) last = std::max(last, seeds.last());
  }
  return last;
}

/// A second study needs a first one, seeds that no claim of the table has used, and enough of them.
void check_second(Table const& table, Claim const& claim, std::string const& where) {
  std::set<std::string> scales;
  for (size_t i = 0; i < claim.second.size(); ++i) {
    auto const& [name, first_seed, n] = claim.second[i];
    auto const path = fmt::format("{}/second/{}", where, i);
    auto const& scale = table.scale(name);  // throws with the names that exist
    require_claim(deciding_seeds(claim, scale).n > 0, path + "/scale", name, "a scale at which the claim is judged");
    require_claim(scales.insert(name).second, path + "/scale", name, "one second study a scale");
    auto const seen = last_seen(table, scale);
    require_claim(first_seed > seen, path + "/first_seed", std::to_string(first_seed),
                  fmt::format("{} or more: the first studies have the seeds up to {}", seen + 1, seen));
    require_claim(n >= kFewestSeeds && n <= 1000, path + "/n", std::to_string(n),
                  fmt::format("{} ... 1000", kFewestSeeds));
  }
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
  check_second(table, claim, where);
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
    if (study.scale == scale.name) return {study.first_seed, study.n};
  return {};
}

void check_claims(Table const& table, std::string const& where) {
  std::set<std::string> ids;
  for (size_t i = 0; i < table.claims.size(); ++i) {
    auto const path = fmt::format("{}/claims/{}", where, i);
    check_claim(table, table.claims[i], path);
    require_claim(ids.insert(table.claims[i].id).second, path + "/id", table.claims[i].id,
                  "one that no earlier one has");
  }
}

}  // namespace mixup
