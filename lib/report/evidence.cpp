// evidence: comparisons measured seed by seed, so that what all methods of a seed share cancels.
#include "report/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/stats.hpp"
#include "report/measure.hpp"

namespace mixup {
namespace {

constexpr double kPercent = 100;

bool has_margin(Claim const& claim) { return claim.margin > 0; }

std::vector<double> weighted_sums(Contrast const& contrast, std::vector<std::vector<double>> const& values) {
  std::vector<double> sums(values[0].size());
  for (size_t i = 0; i < values.size(); ++i)
    for (size_t s = 0; s < sums.size(); ++s) sums[s] += contrast.terms[i].weight * values[i][s];
  return sums;
}

std::optional<double> paper_effect(Contrast const& contrast, Claim const& claim, Measure const& measure) {
  double sum = 0;
  for (auto const& term : contrast.terms) {
    if (!term.row->paper.contains(measure.column)) return std::nullopt;
    sum += term.weight * term.row->paper[measure.column].get<double>();
  }
  if (!has_margin(claim)) return sum;
  return kPercent * sum / std::abs(contrast.terms[1].row->paper[measure.column].get<double>());
}

void weigh(Finding& finding, ClaimedRange const& bounds) {
  SeedMean const& e = finding.ours;
  finding.agrees = e.value > bounds.low && e.value < bounds.high;
  finding.p_for = std::min(1.0, 2 * std::max(p_above(e, bounds.low), p_below(e, bounds.high)));
  finding.p_against = std::min(1.0, 2 * std::min(p_below(e, bounds.low), p_above(e, bounds.high)));
  if (auto const half = half_width(e)) finding.interval = Interval{e.value - *half, e.value + *half};
}

Finding compared(Table const& table, Claim const& claim, Contrast const& contrast, LineOf const& lines) {
  auto const measure = measure_of(table, claim);
  Finding finding;
  finding.name = contrast.name;
  finding.relative = has_margin(claim);
  finding.digits = finding.relative ? 1 : measure.digits;
  finding.paper = paper_effect(contrast, claim, measure);
  auto const values = common(contrast, lines, measure.pointer);
  if (values[0].empty()) return finding;
  auto effects = weighted_sums(contrast, values);
  double const other = std::abs(mean(values.size() > 1 ? values[1] : values[0]));
  if (finding.relative && other == 0) return finding;  // no share of nothing
  if (finding.relative)
    for (double& effect : effects) effect *= kPercent / other;
  finding.ours = seed_mean(effects, overlap(table, lines.at(contrast.terms[0].row)->done));
  weigh(finding, claimed_range(claim));
  return finding;
}

}  // namespace

ClaimedRange claimed_range(Claim const& claim) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  double const margin = kPercent * claim.margin;
  switch (claim.kind) {
    case ClaimKind::lower:
    case ClaimKind::falls:
      return {-kFar, 0};
    case ClaimKind::higher:
    case ClaimKind::rises:
    case ClaimKind::order:
      return {0, kFar};
    case ClaimKind::not_lower:
      return {-margin, kFar};
    case ClaimKind::not_higher:
      return {-kFar, margin};
    case ClaimKind::equal:
      return {-margin, margin};
  }
  throw error(Exit::bug, "claim {}: no such kind", claim.id);
}

std::vector<Finding> findings(Table const& table, Claim const& claim, std::vector<Contrast> const& contrasts,
                              LineOf const& lines) {
  std::vector<Finding> out;
  for (auto const& contrast : contrasts)
    out.push_back((claim.kind == ClaimKind::order ? ranked : compared)(table, claim, contrast, lines));
  return out;
}

std::optional<Improvement> improvement_of(Table const& table, Claim const& claim,
                                          std::vector<Contrast> const& contrasts, LineOf const& lines) {
  if (claim.kind != ClaimKind::lower && claim.kind != ClaimKind::higher) return std::nullopt;
  auto const pointer = measure_of(table, claim).pointer;
  std::vector<Duel> duels;
  for (auto const& contrast : contrasts) {
    std::vector<double> sides[2];
    for (size_t i : {0, 1})
      for (auto const& [seed, value] : by_seed(lines, contrast.terms[i].row, pointer)) sides[i].push_back(value);
    if (sides[0].size() < 2 || sides[1].size() < 2) return std::nullopt;
    bool const low_wins = claim.kind == ClaimKind::lower;
    duels.push_back({sides[low_wins ? 0 : 1], sides[low_wins ? 1 : 0]});
  }
  return improvement(duels);
}

}  // namespace mixup
