// verdict: what a claim comes to beside the others of its family, and by a second study.
#include "report/verdict.hpp"

#include <algorithm>

#include "report/study.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;      // of p after Holm; the intervals are 95 %
constexpr double kSecondFactor = 2;  // of p in a second study: the question is put twice (Bonferroni)

using Family = std::vector<Verdict*>;

void explain(Verdict& verdict) {
  verdict.reasons.clear();
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
  else if (!is_decided(verdict.decision) && verdict.before && verdict.p <= kSecondFactor * kLevel)
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
  say(verdict.finished < verdict.seeds ? Decision::pending : Decision::inconclusive, direction, holm);
  if (verdict.is_smaller) say(Decision::smaller, verdict.p_smaller, bonferroni);
  if (direction * holm <= kLevel)
    say(verdict.p_for <= verdict.p_against ? Decision::reproduced : Decision::contradicted, direction, holm);
  explain(verdict);
}

/// What is significant alone may not be so among the other claims. Every claim of the family that is judged at this
/// scale counts, run or not, so that no later record takes a verdict back.
void decide_family(Family const& family) {
  auto const all = static_cast<double>(family.size());
  std::vector<double> p;
  for (auto const* verdict : family) p.push_back(std::min(verdict->p_for, verdict->p_against));
  auto const adjusted = holm(p);
  for (size_t i = 0; i < family.size(); ++i) decide(*family[i], p[i] > 0 ? adjusted[i] / p[i] : all, all);
}

std::map<std::string, Family> families_of(std::vector<Verdict>& verdicts) {
  std::map<std::string, Family> out;
  for (auto& verdict : verdicts)
    if (verdict.seeds > 0) out[verdict.claim->family].push_back(&verdict);
  return out;
}

bool is_complete(Verdict const& verdict) { return verdict.finished == verdict.seeds; }

/// Second studies of a family are judged together, when all seeds of the first and the second ones are run: were they
/// judged one by one, a later one could take back a verdict. Until then the first verdicts stand.
void ask_again(Family const& family, Table const& table, LineOf const& lines) {
  std::vector<std::pair<Verdict*, Verdict>> asked;  // the first study, the second
  bool complete = true;
  for (auto* first : family) {
    complete = complete && is_complete(*first);
    auto const seeds = second_seeds(*first->claim, *first->scale);
    if (seeds.n == 0 || first->decision != Decision::inconclusive) continue;
    asked.emplace_back(first, study_claim(table, *first->claim, *first->scale, lines, seeds, kSecondFactor));
    complete = complete && is_complete(asked.back().second);
  }
  for (auto& [first, second] : asked) {
    if (!complete) {
      first->reasons.push_back(fmt::format("second study: {} of {} seeds", second.finished, second.seeds));
      continue;
    }
    second.before = std::make_shared<Verdict const>(*first);
    *first = second;
  }
  if (complete && !asked.empty()) decide_family(family);
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
    out.push_back(study_claim(table, claim, scale, lines, deciding_seeds(claim, scale)));
  for (auto const& [name, family] : families_of(out)) {
    decide_family(family);
    ask_again(family, table, lines);
  }
  return out;
}

}  // namespace mixup
