// judge: the rule of docs/verdicts.md.
#include <algorithm>
#include <tuple>

#include "core/multiplicity.hpp"
#include "report/evidence.hpp"
#include "report/judgement.hpp"

namespace mixup {
namespace {

constexpr double kLevel = 0.05;            // of p after Holm; the intervals are 95 %
constexpr char const* kUnjudged = "demo";  // a scale that only shows that the program runs
constexpr char const* kPaper = "paper";    // the scale at which a verdict needs no qualification

std::vector<double> each(std::vector<Finding> const& findings, double Finding::*p) {
  std::vector<double> out;
  for (auto const& finding : findings) out.push_back(finding.*p);
  return out;
}

/// How far inside the claimed range the value lies; negative outside.
double depth(Finding const& finding, ClaimedRange const& bounds) {
  return std::min(finding.ours.value - bounds.low, bounds.high - finding.ours.value);
}

/// The finding on which the claim stands or falls: the weakest of the `needed` strongest that have been run.
size_t weakest_needed(Judgement const& judgement) {
  auto const bounds = claimed_range(*judgement.claim);
  std::vector<size_t> order;
  for (size_t i = 0; i < judgement.findings.size(); ++i)
    if (judgement.findings[i].ours.n > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    auto const &x = judgement.findings[a], &y = judgement.findings[b];
    auto const strength = [&](Finding const& f) { return std::make_tuple(f.p_for - f.p_against, -depth(f, bounds)); };
    return strength(x) < strength(y);
  });
  return order.empty() ? 0 : order[std::min(judgement.needed, order.size()) - 1];
}

void count(Judgement& judgement) {
  bool one_seed = false, complete = true;
  for (auto const& finding : judgement.findings) {
    if (finding.ours.n == 0) continue;
    ++judgement.run;
    judgement.agreeing += finding.agrees;
    judgement.tested = judgement.tested || finding.ours.n > 1;
    one_seed = one_seed || finding.ours.n == 1;
    complete = complete && finding.complete;
  }
  if (one_seed) judgement.reasons.emplace_back("one seed");
  if (!complete) judgement.reasons.emplace_back("some rows not run");
  if (judgement.run < judgement.findings.size())
    judgement.reasons.push_back(fmt::format("{} of {} run", judgement.run, judgement.findings.size()));
}

Judgement weighed(Table const& table, Claim const& claim, Scale const& scale, LineOf const& lines) {
  Judgement judgement;
  judgement.claim = &claim;
  judgement.scale = &scale;
  auto const compared = contrasts(table, claim, table.experiment + " claim " + claim.id);
  judgement.findings = findings(table, claim, compared, lines);
  size_t const all = judgement.findings.size();
  judgement.needed = claim.at_least > 0 ? static_cast<size_t>(claim.at_least) : all;
  count(judgement);
  if (judgement.run == 0) return judgement;
  judgement.verdict = Verdict::inconclusive;
  judgement.deciding = weakest_needed(judgement);
  double const holds = at_least(each(judgement.findings, &Finding::p_for), judgement.needed);
  double const fails = at_least(each(judgement.findings, &Finding::p_against), all - judgement.needed + 1);
  judgement.p = std::min(holds, fails);
  judgement.data = data_of(table, compared, lines);
  judgement.improvement = improvement_of(table, claim, compared, lines);
  if (judgement.p <= kLevel) judgement.verdict = holds <= fails ? Verdict::reproduced : Verdict::contradicted;
  return judgement;
}

/// What is significant alone may not be so among the table's other claims.
void correct(std::vector<Judgement>& judgements) {
  std::vector<double> p;
  for (auto const& judgement : judgements)
    if (judgement.tested) p.push_back(judgement.p);
  auto const adjusted = holm(p);
  size_t next = 0;
  for (auto& judgement : judgements) {
    if (!judgement.tested) continue;
    judgement.p_holm = adjusted[next++];
    if (judgement.p_holm <= kLevel || judgement.verdict == Verdict::inconclusive) continue;
    judgement.verdict = Verdict::inconclusive;
    judgement.reasons.emplace_back("only before Holm's correction");
  }
}

}  // namespace

std::vector<Judgement> judge(Table const& table, Scale const& scale, std::vector<Sheet> const& sheets) {
  auto const lines = scale.name == kUnjudged ? LineOf{} : real_lines(sheets);
  std::vector<Judgement> judgements;
  for (auto const& claim : table.claims) judgements.push_back(weighed(table, claim, scale, lines));
  correct(judgements);
  return judgements;
}

std::string decision_text(Judgement const& judgement) {
  std::string const text = names(Verdict{})[static_cast<size_t>(judgement.verdict)];
  bool const decided = judgement.verdict == Verdict::reproduced || judgement.verdict == Verdict::contradicted;
  return decided && judgement.scale->name != kPaper ? fmt::format("{} at {} scale", text, judgement.scale->name) : text;
}

std::string verdict_text(Judgement const& judgement) {
  auto const text = decision_text(judgement);
  if (judgement.verdict != Verdict::inconclusive || judgement.reasons.empty()) return text;
  return fmt::format("{} ({})", text, fmt::join(judgement.reasons, ", "));
}

}  // namespace mixup
