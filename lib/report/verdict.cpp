// verdict: the rule of docs/verdicts.md, in its order.
#include "report/verdict.hpp"

#include <algorithm>
#include <tuple>

#include "report/provenance.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;            // of p after Holm; the intervals are 95 %
constexpr char const* kUnjudged = "demo";  // a scale that only shows that the program runs

std::vector<double> each(std::vector<Effect> const& effects, double Effect::*p) {
  std::vector<double> out;
  for (auto const& effect : effects) out.push_back(effect.*p);
  return out;
}

/// How far inside the claimed range the value lies; negative outside.
double depth(Effect const& effect, EffectRange const& claimed) {
  return std::min(effect.ours.value - claimed.low, claimed.high - effect.ours.value);
}

/// The effect on which the claim stands or falls: the weakest of the `needed` strongest that have been run.
size_t weakest_needed(Verdict const& verdict) {
  auto const claimed = claimed_range(*verdict.claim);
  std::vector<size_t> order;
  for (size_t i = 0; i < verdict.effects.size(); ++i)
    if (verdict.effects[i].ours.n > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    auto const &x = verdict.effects[a], &y = verdict.effects[b];
    auto const strength = [&](Effect const& e) { return std::make_tuple(e.p_for - e.p_against, -depth(e, claimed)); };
    return strength(x) < strength(y);
  });
  return order.empty() ? 0 : order[std::min(verdict.needed, order.size()) - 1];
}

void count(Verdict& verdict) {
  bool one_seed = false, complete = true;
  for (auto const& effect : verdict.effects) {
    if (effect.ours.n == 0) continue;
    ++verdict.run;
    verdict.agreeing += effect.agrees;
    verdict.tested = verdict.tested || effect.ours.n > 1;
    one_seed = one_seed || effect.ours.n == 1;
    complete = complete && effect.complete;
  }
  if (one_seed) verdict.reasons.emplace_back("one seed");
  if (!complete) verdict.reasons.emplace_back("some rows not run");
  if (verdict.run < verdict.effects.size())
    verdict.reasons.push_back(fmt::format("{} of {} run", verdict.run, verdict.effects.size()));
}

/// The claim's p over its comparisons, and what it says before Holm's correction.
void decide(Verdict& verdict) {
  size_t const all = verdict.effects.size();
  double const holds = at_least(each(verdict.effects, &Effect::p_for), verdict.needed);
  double const fails = at_least(each(verdict.effects, &Effect::p_against), all - verdict.needed + 1);
  verdict.p = std::min(holds, fails);
  verdict.decision = verdict.p > kLevel ? Decision::inconclusive
                     : holds <= fails   ? Decision::reproduced
                                        : Decision::contradicted;
}

Records distinct_records(std::vector<Effect> const& effects) {
  Records out;
  for (auto const& effect : effects)
    for (auto const* record : effect.records)
      if (std::find(out.begin(), out.end(), record) == out.end()) out.push_back(record);
  return out;
}

Verdict verdict_of(Table const& table, Claim const& claim, Scale const& scale, LineOf const& lines) {
  Verdict verdict;
  verdict.claim = &claim;
  verdict.scale = &scale;
  auto const compared = comparisons(table, claim, table.experiment + " claim " + claim.id);
  verdict.effects = effects(table, claim, compared, lines);
  verdict.needed = claim.at_least > 0 ? static_cast<size_t>(claim.at_least) : verdict.effects.size();
  count(verdict);
  if (verdict.run == 0) return verdict;
  verdict.deciding = weakest_needed(verdict);
  verdict.wins = wins(table, claim, compared, lines);
  verdict.records = distinct_records(verdict.effects);
  verdict.data = data_behind(table, verdict.records);
  decide(verdict);
  return verdict;
}

/// What is significant alone may not be so among the table's other claims: Holm's family is those that are tested.
void correct(std::vector<Verdict>& verdicts) {
  std::vector<double> p;
  for (auto const& verdict : verdicts)
    if (verdict.tested) p.push_back(verdict.p);
  auto const adjusted = holm(p);
  size_t next = 0;
  for (auto& verdict : verdicts) {
    if (!verdict.tested) continue;
    verdict.p_holm = adjusted[next++];
    if (verdict.p_holm <= kLevel || verdict.decision == Decision::inconclusive) continue;
    verdict.decision = Decision::inconclusive;
    verdict.reasons.emplace_back("only before Holm's correction");
  }
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
  auto const lines = scale.name == kUnjudged ? LineOf{} : real_lines(sheets);
  std::vector<Verdict> out;
  for (auto const& claim : table.claims) out.push_back(verdict_of(table, claim, scale, lines));
  correct(out);
  return out;
}

}  // namespace mixup
