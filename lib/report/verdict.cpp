// verdict: the rule of docs/verdicts.md, in its order.
#include "report/verdict.hpp"

#include <algorithm>
#include <tuple>

#include "report/provenance.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;  // of p after Holm; the intervals are 95 %

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

/// A declared seed of some comparison has a record, if only of a run that diverged.
bool has_records(Verdict const& verdict) {
  return std::any_of(verdict.effects.begin(), verdict.effects.end(),
                     [](Effect const& effect) { return effect.ours.n > 0 || !effect.trial.diverged.empty(); });
}

void count(Verdict& verdict) {
  verdict.finished = verdict.seeds;
  for (auto const& effect : verdict.effects) {
    verdict.run += effect.ours.n > 0;
    verdict.agreeing += effect.ours.n > 0 && effect.agrees;
    verdict.tested = verdict.tested || effect.trial.complete();
    verdict.finished = std::min(verdict.finished, effect.trial.finished);
  }
}

/// The claim's p over its comparisons. To fail, or to be smaller, it takes as many as leave too few to hold.
void weigh(Verdict& verdict) {
  size_t const enough = verdict.effects.size() - verdict.needed + 1;
  verdict.p_for = at_least(each(verdict.effects, &Effect::p_for), verdict.needed);
  verdict.p_against = at_least(each(verdict.effects, &Effect::p_against), enough);
  verdict.p_smaller = at_least(each(verdict.effects, &Effect::p_smaller), enough);
}

Records distinct_records(std::vector<Effect> const& effects) {
  Records out;
  for (auto const& effect : effects)
    for (auto const* record : effect.records)
      if (std::find(out.begin(), out.end(), record) == out.end()) out.push_back(record);
  return out;
}

/// The lines of `lines` with the runs of the claim's declared seeds alone.
class DeclaredLines {
 public:
  DeclaredLines(LineOf const& lines, DecidingSeeds const& seeds) {
    kept_.reserve(lines.size());
    for (auto const& [row, line] : lines) {
      kept_.push_back(*line);
      keep(kept_.back().done, seeds);
      keep(kept_.back().broken, seeds);
      lines_[row] = &kept_.back();
    }
  }
  LineOf const& operator()() const { return lines_; }

 private:
  static void keep(Records& records, DecidingSeeds const& seeds) {
    auto const other = [&](Record const* record) { return !seeds.has(record->run.seed); };
    records.erase(std::remove_if(records.begin(), records.end(), other), records.end());
  }

  std::vector<SheetLine> kept_;
  LineOf lines_;
};

/// All rows of some comparison have records.
bool any_run(std::vector<Comparison> const& compared, LineOf const& lines) {
  return std::any_of(compared.begin(), compared.end(), [&](Comparison const& comparison) {
    return std::all_of(comparison.terms.begin(), comparison.terms.end(),
                       [&](auto const& term) { return !done_of(lines, term.row).empty(); });
  });
}

Verdict verdict_of(Table const& table, Claim const& claim, Scale const& scale, LineOf const& all) {
  auto const seeds = deciding_seeds(claim, scale);
  DeclaredLines const lines(all, seeds);
  Verdict verdict;
  verdict.claim = &claim;
  verdict.scale = &scale;
  verdict.seeds = seeds.n;
  auto const compared = comparisons(table, claim, table.experiment + " claim " + claim.id);
  verdict.effects = effects(table, claim, compared, lines(), seeds.n);
  verdict.needed = claim.at_least > 0 ? static_cast<size_t>(claim.at_least) : verdict.effects.size();
  if (seeds.n == 0) {
    if (any_run(compared, all)) verdict.reasons = {fmt::format("not judged at {} scale", scale.name)};
    return verdict;
  }
  count(verdict);
  if (!has_records(verdict)) return verdict;
  verdict.deciding = weakest_needed(verdict);
  verdict.wins = wins(table, claim, compared, lines());
  verdict.records = distinct_records(verdict.effects);
  verdict.data = data_behind(table, verdict.records);
  weigh(verdict);
  return verdict;
}

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
  for (auto const& claim : table.claims) out.push_back(verdict_of(table, claim, scale, lines));
  decide_all(out);
  return out;
}

}  // namespace mixup
