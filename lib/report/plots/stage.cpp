// stage: from which records pictures are drawn, and which pictures an experiment has.
#include <algorithm>

#include "report/plots/plots.hpp"

namespace mixup {
namespace {

bool has_done(Sheet const& sheet) {
  return std::any_of(sheet.lines.begin(), sheet.lines.end(), [](SheetLine const& line) { return !line.done.empty(); });
}

bool is_better(Sheet const& a, Sheet const& b) {
  auto const rank = [](Sheet const& s) { return 2 * (s.source == Source::real) + !s.partial; };
  return rank(a) > rank(b);
}

/// What is drawn of each experiment beside its tables.
std::vector<std::optional<Plot> (*)(Stage const&)> drawn(std::string const& experiment) {
  if (experiment == "toy") return {surfaces, reliability};
  if (experiment == "between") return {between_examples};
  if (experiment == "gan") return {snapshots};
  if (experiment == "regression") return {number_curves};
  if (experiment == "readings") return {differences};
  if (experiment == "extrapolation") return {sureness, differences};
  if (experiment == "calibration") return {corruptions, reliability};
  if (experiment == "sweep") return {strengths, reliability};
  if (experiment == "tabular" || experiment == "ablation" || experiment == "adversarial") return {reliability};
  return {learning_curves, reliability};
}

}  // namespace

Stage stage_of(Chapter const& chapter) {
  Stage stage{chapter.table, nullptr, nullptr};
  for (auto const& scale : chapter.scales) {
    Sheet const* best = nullptr;
    for (auto const& sheet : scale.results.sheets)
      if (has_done(sheet) && (!best || is_better(sheet, *best))) best = &sheet;
    if (best) stage = {chapter.table, scale.scale, best};
  }
  return stage;
}

std::vector<double> numbers(Json const& object, std::string const& key) {
  std::vector<double> out;
  if (!object.is_object() || !object.contains(key) || !object[key].is_array()) return out;
  for (auto const& value : object[key]) {
    if (!value.is_number()) return {};
    out.push_back(value.get<double>());
  }
  return out;
}

std::vector<Plot> plots_of(Chapter const& chapter) {
  std::vector<Plot> out;
  auto const stage = stage_of(chapter);
  if (!stage.sheet) return out;
  for (auto const draw : drawn(chapter.table->experiment))
    if (auto plot = draw(stage); plot && !plot->panels.empty()) out.push_back(std::move(*plot));
  return out;
}

}  // namespace mixup
