// study: what the declared seeds of one study say of a claim, before it stands beside other claims.
#include "report/study.hpp"

#include <algorithm>
#include <tuple>

#include "report/provenance.hpp"
#include "stats/multiplicity.hpp"

namespace mixup {
namespace {

std::vector<double> each(std::vector<Effect> const& effects, double Effect::*p) {
  std::vector<double> out;
  for (auto const& effect : effects) out.push_back(effect.*p);
  return out;
}

/// How far inside the claimed range the value lies; negative outside.
double depth(Effect const& effect, EffectRange const& claimed) {
  return std::min(effect.ours.value - claimed.low, claimed.high - effect.ours.value);
}

void count(Verdict& verdict) {
  verdict.finished = verdict.seeds.n;
  for (auto const& effect : verdict.effects) {
    verdict.run += effect.ours.n > 0;
    verdict.agreeing += effect.ours.n > 0 && effect.agrees;
    verdict.tested = verdict.tested || effect.trial.complete();
    verdict.finished = std::min(verdict.finished, effect.trial.finished);
  }
}

/// The claim's p over its comparisons. To fail, or to be smaller, it takes as many as leave too few to hold.
void weigh(Verdict& verdict, double p_factor) {
  size_t const enough = verdict.effects.size() - verdict.needed + 1;
  auto const p = [&](double Effect::*side, size_t k) {
    return std::min(1.0, p_factor * at_least(each(verdict.effects, side), k));
  };
  verdict.p_for = p(&Effect::p_for, verdict.needed);
  verdict.p_against = p(&Effect::p_against, enough);
  verdict.p_smaller = p(&Effect::p_smaller, enough);
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

}  // namespace

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

bool has_records(Verdict const& verdict) {
  return std::any_of(verdict.effects.begin(), verdict.effects.end(), [](Effect const& effect) {
    return effect.ours.n > 0 || effect.trial.done > 0 || !effect.trial.diverged.empty();
  });
}

Verdict study_claim(Table const& table, Claim const& claim, Scale const& scale, LineOf const& all,
                    DecidingSeeds const& seeds, double p_factor) {
  DeclaredLines const lines(all, seeds);
  Verdict verdict;
  verdict.claim = &claim;
  verdict.scale = &scale;
  verdict.seeds = seeds;
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
  weigh(verdict, p_factor);
  return verdict;
}

}  // namespace mixup
