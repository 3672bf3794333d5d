// decide: Holm's correction, and the word that follows.
#include "report/decide.hpp"

#include <algorithm>
#include <numeric>

#include "report/study.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;  // of p after Holm; the intervals are 95 %

/// What of the declared seeds is missing: "1 of 2 run" of comparisons, "3 of 5 seeds". Where it is decided all the
/// same, the complete ones decide.
std::string missing(Verdict const& verdict) {
  auto const all = verdict.effects.size();
  auto const complete = static_cast<size_t>(std::count_if(verdict.effects.begin(), verdict.effects.end(),
                                                          [](Effect const& e) { return e.trial.complete(); }));
  auto const run = is_decided(verdict.decision) ? complete : verdict.run;
  return run < all ? fmt::format("{} of {} run", run, all)
                   : fmt::format("{} of {} seeds", verdict.finished, verdict.seeds.n);
}

/// Seeds whose runs are done and do not hold the number that the claim is about; of the comparison that has most.
int64_t without_number(Verdict const& verdict) {
  int64_t most = 0;
  for (auto const& effect : verdict.effects) most = std::max(most, effect.trial.done - effect.ours.n);
  return most;
}

void explain(Verdict& verdict) {
  verdict.reasons.clear();
  if (!verdict.complete()) verdict.reasons.push_back(missing(verdict));
  if (auto const seeds = without_number(verdict); seeds > 0)
    verdict.reasons.push_back(fmt::format("{} of {} seeds have no such number", seeds, verdict.seeds.n));
  Records diverged;
  for (auto const& effect : verdict.effects)
    for (auto const* record : effect.trial.diverged)
      if (std::find(diverged.begin(), diverged.end(), record) == diverged.end()) diverged.push_back(record);
  if (!diverged.empty()) verdict.reasons.push_back(fmt::format("{} diverged", diverged.size()));
  if (verdict.decision == Decision::reproduced && verdict.is_smaller)
    verdict.reasons.emplace_back("smaller than claimed");
  if (!is_decided(verdict.decision) && verdict.p <= kLevel)
    verdict.reasons.emplace_back("only before Holm's correction");
  else if (!is_decided(verdict.decision) && verdict.before && verdict.p_holm <= kSecondFactor * kLevel)
    verdict.reasons.emplace_back("only before p is doubled");
}

/// The effect whose p makes the claim smaller: of those that are enough, the weakest.
size_t weakest_small(Verdict const& verdict) {
  std::vector<size_t> order(verdict.effects.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return verdict.effects[a].p_smaller < verdict.effects[b].p_smaller; });
  return order[verdict.effects.size() - verdict.needed];
}

/// What the claim comes to beside the others of its family, which make p of a direction `holm` times and p of "smaller"
/// `bonferroni` times as large. (Holm's steps would spend on "smaller" again what they have spent on directions.)
void decide(Verdict& verdict, double holm, double bonferroni) {
  if (!has_records(verdict)) return;
  auto const say = [&](Decision decision, double p, double factor) {
    verdict.decision = decision;
    verdict.p = p;
    verdict.p_holm = std::min(1.0, p * factor);
  };
  verdict.is_smaller = verdict.p_smaller * bonferroni <= kLevel;
  double const direction = std::min(verdict.p_for, verdict.p_against);
  say(verdict.complete() ? Decision::inconclusive : Decision::pending, direction, holm);
  if (verdict.is_smaller) say(Decision::smaller, verdict.p_smaller, bonferroni);
  if (direction * holm <= kLevel)
    say(verdict.p_for <= verdict.p_against ? Decision::reproduced : Decision::contradicted, direction, holm);
  verdict.deciding = verdict.decision == Decision::smaller ? weakest_small(verdict) : weakest_needed(verdict);
  explain(verdict);
}

}  // namespace

void decide_family(Family const& family) {
  auto const all = static_cast<double>(family.size());
  std::vector<double> p;
  for (auto const* verdict : family) p.push_back(std::min(verdict->p_for, verdict->p_against));
  auto const adjusted = holm(p);
  for (size_t i = 0; i < family.size(); ++i) decide(*family[i], p[i] > 0 ? adjusted[i] / p[i] : all, all);
}

}  // namespace mixup
