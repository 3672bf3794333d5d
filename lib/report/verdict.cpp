// verdict: the rule of docs/verdicts.md, in its order.
#include "report/verdict.hpp"

#include <algorithm>

#include "report/study.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;  // of p after Holm; the intervals are 95 %

void explain(Verdict& verdict) {
  if (verdict.finished < verdict.seeds)
    verdict.reasons.push_back(verdict.run < verdict.effects.size()
                                  ? fmt::format("{} of {} run", verdict.run, verdict.effects.size())
                                  : fmt::format("{} of {} seeds", verdict.finished, verdict.seeds));
  Records diverged;
  for (auto const& effect : verdict.effects)
    for (auto const* record : effect.trial.diverged)
      if (std::find(diverged.begin(), diverged.end(), record) == diverged.end()) diverged.push_back(record);
  if (!diverged.empty()) verdict.reasons.push_back(fmt::format("{} diverged", diverged.size()));
  if (verdict.decision == Decision::reproduced && verdict.is_smaller)
    verdict.reasons.emplace_back("smaller than claimed");
  if (!is_decided(verdict.decision) && verdict.p <= kLevel)
    verdict.reasons.emplace_back("only before Holm's correction");
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
  say(verdict.finished < verdict.seeds ? Decision::pending : Decision::inconclusive, direction, holm);
  if (verdict.is_smaller) say(Decision::smaller, verdict.p_smaller, bonferroni);
  if (direction * holm <= kLevel)
    say(verdict.p_for <= verdict.p_against ? Decision::reproduced : Decision::contradicted, direction, holm);
  explain(verdict);
}

/// What is significant alone may not be so among the other claims. Every claim of the family that is judged at this
/// scale counts, run or not, so that no later record takes a verdict back.
void decide_family(std::vector<Verdict*> const& family) {
  auto const all = static_cast<double>(family.size());
  std::vector<double> p;
  for (auto const* verdict : family) p.push_back(std::min(verdict->p_for, verdict->p_against));
  auto const adjusted = holm(p);
  for (size_t i = 0; i < family.size(); ++i) decide(*family[i], p[i] > 0 ? adjusted[i] / p[i] : all, all);
}

void decide_all(std::vector<Verdict>& verdicts) {
  std::map<std::string, std::vector<Verdict*>> families;
  for (auto& verdict : verdicts)
    if (verdict.seeds > 0) families[verdict.claim->family].push_back(&verdict);
  for (auto const& [name, family] : families) decide_family(family);
}

/// Puts the second study of an inconclusive claim, once all its seeds are run, in the place of the first.
void ask_again(Verdict& verdict, Table const& table, LineOf const& lines) {
  auto const seeds = second_seeds(*verdict.claim, *verdict.scale);
  if (seeds.n == 0) return;
  auto second = study(table, *verdict.claim, *verdict.scale, lines, seeds, 2);
  if (second.finished < second.seeds) {
    verdict.reasons.push_back(fmt::format("second study: {} of {} seeds", second.finished, second.seeds));
    return;
  }
  second.reasons.push_back(fmt::format("second study, seeds {} to {}", seeds.first, seeds.last()));
  verdict = std::move(second);
}

/// Generated stand-ins are no evidence.
LineOf real_lines(std::vector<Sheet> const& sheets) {
  LineOf lines;
  for (auto const& sheet : sheets)
    if (sheet.source == Source::real) lines.merge(lines_of(sheet));
  return lines;
}

}  // namespace

std::vector<Verdict> verdicts(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets) {
  auto const lines = real_lines(sheets);
  std::vector<Verdict> out;
  for (auto const& claim : table.claims)
    out.push_back(study(table, claim, scale, lines, deciding_seeds(claim, scale), 1));
  auto decided = out;
  decide_all(decided);
  for (size_t i = 0; i < out.size(); ++i)
    if (decided[i].decision == Decision::inconclusive) ask_again(out[i], table, lines);
  decide_all(out);
  return out;
}

}  // namespace mixup
