// ranking: whether our rows come in the order of the paper's figures.
#include <algorithm>
#include <numeric>

#include "report/evidence.hpp"

namespace mixup {
namespace {

/// Kendall's tau between the paper's figures and our means over the drawn seeds. `sign` -1: with the opposite of ours.
Agreement agreement(std::vector<double> const& paper, std::vector<std::vector<double>> const& values,
                    std::vector<size_t> const& seeds, double sign = 1) {
  std::vector<double> sums;  // n times the means
  for (auto const& row : values) {
    sums.push_back(0);
    for (size_t seed : seeds) sums.back() += sign * row[seed];
  }
  return kendall(paper, sums);
}

}  // namespace

Finding ranked(Table const& table, Claim const& claim, Contrast const& contrast, LineOf const& lines) {
  auto const measure = measure_of(table, claim);
  Contrast run;
  std::vector<double> paper;
  for (auto const& term : contrast.terms) {
    if (by_seed(lines, term.row, measure.pointer).empty()) continue;
    run.terms.push_back(term);
    paper.push_back(term.row->paper[measure.column].get<double>());
  }
  Finding finding;
  finding.name = fmt::format("Kendall's τ, {} of {} rows", run.terms.size(), contrast.terms.size());
  finding.digits = 2;
  finding.complete = run.terms.size() == contrast.terms.size();
  if (run.terms.size() < 3) return finding;
  auto const values = common(run, lines, measure.pointer);
  std::vector<size_t> seeds(values[0].size());
  std::iota(seeds.begin(), seeds.end(), 0);
  if (seeds.empty()) return finding;
  auto const found = agreement(paper, values, seeds);
  finding.ours = {found.tau, static_cast<int64_t>(seeds.size()), 0};
  finding.agrees = found.tau > 0;
  if (seeds.size() < 2) return finding;
  finding.interval =
      bootstrap({seeds.size()}, "order", [&](Draws const& d) { return agreement(paper, values, d[0]).tau; });
  if (!finding.complete) return finding;
  finding.p_for = std::min(1.0, 2 * found.p);
  finding.p_against = std::min(1.0, 2 * agreement(paper, values, seeds, -1).p);
  return finding;
}

}  // namespace mixup
