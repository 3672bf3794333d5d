// survey: gathers the records of every experiment and judges its claims.
#include "report/survey.hpp"

#include <algorithm>
#include <tuple>

namespace mixup {
namespace {

bool is_asked_for(std::vector<Table> const& tables, Run const& run) {
  return std::any_of(tables.begin(), tables.end(), [&](Table const& table) {
    auto const named = [&](Scale const& scale) { return scale.name == run.scale; };
    return table.experiment == run.experiment && std::any_of(table.scales.begin(), table.scales.end(), named);
  });
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
  for (size_t i = 0; i < chapter.table->claims.size(); ++i) {
    auto const answer = [](Verdict const& v) {
      return is_judged(v.decision) ? 3 : v.decision == Decision::pending ? 2 : v.reasons.empty() ? 0 : 1;
    };
    Verdict const* shown = &chapter.scales.front().verdicts[i];
    for (auto const& scale : chapter.scales)
      if (answer(scale.verdicts[i]) >= answer(*shown)) shown = &scale.verdicts[i];
    out.push_back(shown);
  }
  return out;
}

}  // namespace mixup
