// decide: Holm's correction, and the word that follows.
#include "report/decide.hpp"

#include <algorithm>

#include "report/study.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;  // of p after Holm; the intervals are 95 %

void explain(Verdict& verdict) {
  verdict.reasons.clear();
  if (!verdict.complete())
    verdict.reasons.push_back(verdict.run < verdict.effects.size()
                                  ? fmt::format("{} of {} run", verdict.run, verdict.effects.size())
                                  : fmt::format("{} of {} seeds", verdict.finished, verdict.seeds.n));
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
