// survey: gathers and judges every experiment.
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
      auto judgements = judge(table, scale, results.sheets);
      out.chapters.back().scales.push_back({&scale, std::move(results), std::move(judgements)});
    }
  }
  for (auto const& record : records)
    if (!is_asked_for(tables, record.run)) out.strays.push_back(&record);
  return out;
}

std::vector<Judgement const*> verdicts(Chapter const& chapter) {
  std::vector<Judgement const*> out;
  for (size_t i = 0; i < chapter.table->claims.size(); ++i) {
    Judgement const* shown = &chapter.scales.back().judgements[i];
    for (auto const& scale : chapter.scales)
      if (scale.judgements[i].verdict != Verdict::not_run) shown = &scale.judgements[i];
    out.push_back(shown);
  }
  return out;
}

}  // namespace mixup
