// verdicts: the first table of the report.
#include "report/verdicts.hpp"

#include <map>

#include "report/figure.hpp"
#include "report/markdown.hpp"

namespace mixup {
namespace {

constexpr char const* kNone = "–";

constexpr char const* kLegend = R"(
## Verdicts

What the paper claims and what the records say of it, by the rule of [docs/verdicts.md](../docs/verdicts.md). Effects are
differences in the unit of the table, ours ± half the 95 % interval; with % they are shares of the figure compared with; of
"grows", "the deeper" and the like they are slopes a step; of an order, Kendall's τ. Where a claim makes several
comparisons, the effect is that of the weakest which it needs, named under "decides", and "hold" counts those that go the
claimed way. p is two-sided, after Holm's correction across the claims of the experiment. "Wins" is how often a run of the
claimed winner beats one of the other.

)";

constexpr char const* kNoneJudged = R"(
## Verdicts

No claim of the paper is judged: there are no records of real data at small or paper scale.
)";

/// "55 claims: 33 inconclusive, 21 not run, 1 reproduced at small scale."
std::string counted(std::map<std::string, int> const& counts, size_t claims) {
  std::vector<std::string> out;
  for (auto const& [text, count] : counts)
    if (count > 0) out.push_back(fmt::format("{} {}", count, text));
  return fmt::format("\n{} claims: {}.\n", claims, fmt::join(out, ", "));
}

std::string unit(Finding const& finding) { return finding.relative ? " %" : ""; }

std::string wins(Judgement const& judgement) {
  if (!judgement.improvement) return kNone;
  auto const& [probability, interval] = *judgement.improvement;
  return fmt::format("{} ({} to {})", fixed(probability, 2), fixed(interval.low, 2), fixed(interval.high, 2));
}

std::vector<std::string> cells(Chapter const& chapter, Judgement const& judgement) {
  bool const run = judgement.verdict != Verdict::not_run;
  auto const& finding = judgement.findings[judgement.deciding];
  return {escaped(chapter.table->experiment),
          escaped(judgement.claim->says),
          verdict_text(judgement),
          paper_text(finding),
          effect_text(finding),
          run ? std::to_string(finding.ours.n) : kNone,
          run ? fmt::format("{} of {}", judgement.agreeing, judgement.run) : kNone,
          judgement.tested ? p_value(judgement.p_holm) : kNone,
          wins(judgement),
          judgement.findings.size() > 1 ? escaped(finding.name) : kNone,
          run ? judgement.scale->name : kNone,
          run ? escaped(judgement.data) : kNone};
}

}  // namespace

std::string effect_text(Finding const& finding) {
  auto const& ours = finding.ours;
  if (ours.n == 0) return kNone;
  auto const value = with_sign(ours.value, finding.digits);
  if (!finding.interval) return value + unit(finding);
  if (auto const half = half_width(ours); half && ours.error > 0)
    return fmt::format("{} ± {}{}", value, fixed(*half, finding.digits), unit(finding));
  return fmt::format("{} ({} to {}){}", value, with_sign(finding.interval->low, finding.digits),
                     with_sign(finding.interval->high, finding.digits), unit(finding));
}

std::string paper_text(Finding const& finding) {
  return finding.paper ? with_sign(*finding.paper, finding.digits) + unit(finding) : kNone;
}

std::string verdicts_markdown(Survey const& survey) {
  constexpr auto kLeft = Align::left, kRight = Align::right;
  Grid grid;
  grid.header = {"experiment", "claim", "verdict", "paper",   "ours",  "seeds",
                 "hold",       "p",     "wins",    "decides", "scale", "data"};
  grid.align = {kLeft, kLeft, kLeft, kRight, kRight, kRight, kRight, kRight, kRight, kLeft, kLeft, kLeft};
  std::map<std::string, int> counts;
  for (auto const& chapter : survey.chapters)
    for (auto const* judgement : verdicts(chapter)) {
      grid.rows.push_back(cells(chapter, *judgement));
      ++counts[decision_text(*judgement)];
    }
  if (grid.rows.empty()) return "";
  if (counts["not run"] == static_cast<int>(grid.rows.size())) return kNoneJudged;
  return kLegend + markdown_table(grid) + counted(counts, grid.rows.size());
}

}  // namespace mixup
