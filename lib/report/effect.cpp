// effect: effects of sums and of orders of rows, and who wins.
#include "report/effect.hpp"

#include <algorithm>
#include <cmath>

#include "report/unseen.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

/// The column that the claim is about; without a key when the table prints none.
Column column_of(Table const& table, Claim const& claim) {
  for (auto const& column : table.columns)
    if (column.key == claim.of) return column;
  Column unprinted;
  unprinted.metric = claim.of;
  return unprinted;
}

std::optional<double> paper_effect(Comparison const& comparison, Column const& column, bool relative) {
  double sum = 0;
  for (auto const& [row, weight] : comparison.terms) {
    auto const number = row->printed(column.key);
    if (!number) return std::nullopt;
    sum += weight * *number;
  }
  if (!relative) return sum;
  double const other = std::abs(*comparison.terms[1].row->printed(column.key));
  return other == 0 ? std::nullopt : std::optional(100 * sum / other);  // no share of nothing
}

bool decides(Effect const& effect) { return effect.trial.complete() && effect.ours.n >= kFewestPairs; }

double two_sided(double p) { return std::min(1.0, 2 * p); }

void weigh(Effect& effect, EffectRange const& claimed) {
  SeedMean const& e = effect.ours;
  effect.agrees = e.value > claimed.low && e.value < claimed.high;
  if (auto const half = half_width(e)) effect.interval = Interval{e.value - *half, e.value + *half};
  if (!decides(effect)) return;
  if (effect.trial.may_hold) effect.p_for = two_sided(std::max(p_above(e, claimed.low), p_below(e, claimed.high)));
  if (effect.trial.may_fail) effect.p_against = two_sided(std::min(p_below(e, claimed.low), p_above(e, claimed.high)));
  if (effect.half_claim && effect.trial.diverged.empty())
    effect.p_smaller = two_sided(std::max(p_above(e, -*effect.half_claim), p_below(e, *effect.half_claim)));
}

/// |paper's effect| / (2 |paper's number compared with|), times our number compared with. None when the paper's own
/// numbers do not go the claimed way.
std::optional<double> half_of_claim(Effect const& effect, Claim const& claim, Comparison const& comparison,
                                    Column const& column, double other) {
  bool const of_two = claim.kind == ClaimKind::lower || claim.kind == ClaimKind::higher;
  if (!of_two || !effect.paper) return std::nullopt;
  double const base = std::abs(*comparison.terms[1].row->printed(column.key));
  if (base == 0 || *effect.paper == 0 || (*effect.paper < 0) != (claim.kind == ClaimKind::lower)) return std::nullopt;
  return std::abs(*effect.paper) / base * std::abs(other) / 2;
}

Spread times(Spread const& spread, double factor) {
  return {spread.overlap, spread.floor * factor, spread.common * factor * factor};
}

void measure_sum(Effect& effect, Table const& table, Claim const& claim, Comparison const& comparison,
                 LineOf const& lines) {
  auto const column = column_of(table, claim);
  effect.relative = claim.margin > 0;
  effect.digits = effect.relative ? 1 : column.digits;
  effect.paper = paper_effect(comparison, column, effect.relative);
  auto [seeds, terms, sums] = paired(comparison, lines, column.metric);
  if (seeds.empty()) return;
  auto spread = unseen(table, column, comparison, lines, terms);
  if (effect.relative) {
    double const other = std::abs(mean(terms[1]));
    if (other == 0) return;
    for (double& sum : sums) sum *= 100 / other;
    spread = times(spread, 100 / other);
  }
  effect.ours = seed_mean(sums, spread);
  spread.overlap = overlap(table, done_of(lines, comparison.terms[0].row));
  if (spread.overlap > 0) effect.elsewhere = half_width(seed_mean(sums, spread));
  effect.half_claim = half_of_claim(effect, claim, comparison, column, mean(terms.back()));
  weigh(effect, claimed_range(claim));
}

void measure_order(Effect& effect, Table const& table, Claim const& claim, Comparison const& comparison,
                   LineOf const& lines) {
  auto const column = column_of(table, claim);
  Comparison run;
  std::vector<double> paper;
  for (auto const& term : comparison.terms) {
    if (by_seed(done_of(lines, term.row), column.metric).empty()) continue;
    run.terms.push_back(term);
    paper.push_back(*term.row->printed(column.key));
  }
  effect.name = fmt::format("Kendall's τ, {} of {} rows", run.terms.size(), comparison.terms.size());
  effect.digits = 2;
  if (run.terms.size() < 3) return;
  auto const [seeds, terms, unused] = paired(run, lines, column.metric);
  if (seeds.empty()) return;
  auto const found = order_of_means(paper, terms);
  effect.ours = {found.tau, static_cast<int64_t>(seeds.size()), 0};
  effect.agrees = found.tau > 0;
  effect.interval = found.interval;
  if (!decides(effect)) return;
  if (effect.trial.may_hold) effect.p_for = two_sided(found.p_same);
  if (effect.trial.may_fail) effect.p_against = two_sided(found.p_opposite);
}

}  // namespace

std::vector<Effect> effects(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                            LineOf const& lines, int64_t n) {
  std::vector<Effect> out;
  for (auto const& comparison : comparisons) {
    Effect& effect = out.emplace_back();
    effect.name = comparison.name;
    effect.trial = trial(claim, comparison, lines, n);
    for (auto const& term : comparison.terms) {
      auto const done = done_of(lines, term.row);
      effect.records.insert(effect.records.end(), done.begin(), done.end());
    }
    (claim.kind == ClaimKind::order ? measure_order : measure_sum)(effect, table, claim, comparison, lines);
  }
  return out;
}

std::optional<Improvement> wins(Table const& table, Claim const& claim, std::vector<Comparison> const& comparisons,
                                LineOf const& lines) {
  if (claim.kind != ClaimKind::lower && claim.kind != ClaimKind::higher) return std::nullopt;
  auto const metric = column_of(table, claim).metric;
  std::vector<Duel> duels;
  for (auto const& comparison : comparisons) {
    std::vector<double> sides[2];
    for (size_t i : {0, 1})
      for (auto const& [seed, value] : by_seed(done_of(lines, comparison.terms[i].row), metric))
        sides[i].push_back(value);
    if (sides[0].size() < 2 || sides[1].size() < 2) return std::nullopt;
    bool const low_wins = claim.kind == ClaimKind::lower;
    duels.push_back({sides[low_wins ? 0 : 1], sides[low_wins ? 1 : 0]});
  }
  return improvement(duels);
}

}  // namespace mixup
