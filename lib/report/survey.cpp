// survey: gathers the records of every experiment and judges its claims.
#include "report/survey.hpp"

#include <algorithm>

#include "report/verdict_text.hpp"

namespace mixup {
namespace {

bool is_asked_for(std::vector<Table> const& tables, Run const& run) {
  return std::any_of(tables.begin(), tables.end(), [&](Table const& table) {
    auto const named = [&](Scale const& scale) { return scale.name == run.scale; };
    return table.experiment == run.experiment && std::any_of(table.scales.begin(), table.scales.end(), named);
  });
}

/// How much a verdict answers; of equal ones that of the larger scale is shown.
int answer(Verdict const& verdict) {
  if (is_judged(verdict.decision)) return 3;
  if (verdict.decision == Decision::pending) return 2;
  return verdict.reasons.empty() ? 0 : 1;
}

/// The scale whose verdict on the i-th claim is shown.
size_t shown_scale(std::vector<ScaleSurvey> const& scales, size_t i) {
  size_t shown = 0;
  for (size_t k = 1; k < scales.size(); ++k)
    if (answer(scales[k].verdicts[i]) >= answer(scales[shown].verdicts[i])) shown = k;
  return shown;
}

/// "reproduced at small scale", "also at small scale, smaller than claimed".
std::string said_elsewhere(Verdict const& other, Verdict const& shown) {
  auto text =
      other.decision == shown.decision ? fmt::format("also at {} scale", other.scale->name) : decision_text(other);
  if (other.decision == Decision::reproduced && other.is_smaller) text += ", smaller than claimed";
  return other.before ? text + ", by a second study" : text;
}

/// The verdict that is shown names what other scales have decided.
void name_other_scales(Chapter& chapter) {
  for (size_t i = 0; i < chapter.table->claims.size(); ++i) {
    auto& shown = chapter.scales[shown_scale(chapter.scales, i)].verdicts[i];
    for (auto const& scale : chapter.scales)
      if (auto const& other = scale.verdicts[i]; &other != &shown && is_decided(other.decision))
        shown.reasons.push_back(said_elsewhere(other, shown));
  }
}

}  // namespace

Survey survey(std::vector<Table> const& tables, std::vector<Record> const& records) {
  Survey out;
  for (auto const& table : tables) {
    out.chapters.push_back({&table, {}});
    for (auto const& scale : table.scales) {
      auto results = gather(table, scale, records);
      auto judged = verdicts(table, scale, results.sheets);
      out.chapters.back().scales.push_back({&scale, std::move(results), std::move(judged)});
    }
    name_other_scales(out.chapters.back());
  }
  for (auto const& record : records)
    if (!is_asked_for(tables, record.run)) out.strays.push_back(&record);
  return out;
}

Chapters chapters_under(Survey const& survey, Heading heading) {
  Chapters out;
  for (auto const& chapter : survey.chapters)
    if (chapter.table->heading == heading) out.push_back(&chapter);
  return out;
}

std::vector<Verdict const*> shown_verdicts(Chapter const& chapter) {
  std::vector<Verdict const*> out;
  for (size_t i = 0; i < chapter.table->claims.size(); ++i)
    out.push_back(&chapter.scales[shown_scale(chapter.scales, i)].verdicts[i]);
  return out;
}

}  // namespace mixup
