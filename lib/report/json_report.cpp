// json_report: survey and cells as JSON.
#include "report/json_report.hpp"

#include <cmath>

#include "report/cells.hpp"
#include "report/provenance.hpp"
#include "report/remarks.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

constexpr int kReportSchema = 1;

/// Six digits, as records have: the rest is the machine's rounding. What JSON has no number for is null.
Json rounded(double value) { return std::isfinite(value) ? Json::parse(fmt::format("{:.6g}", value)) : Json(); }

Json number_json(std::optional<double> value) { return value ? rounded(*value) : Json(); }

Json interval_json(std::optional<Interval> const& interval) {
  return interval ? Json::array({rounded(interval->low), rounded(interval->high)}) : Json();
}

Json effect_json(Effect const& effect) {
  Json json = {{"compares", effect.name}, {"relative", effect.relative}, {"paper", number_json(effect.paper)}};
  json["ours"] = effect.ours.n > 0 ? rounded(effect.ours.value) : Json();
  json["interval"] = interval_json(effect.interval);
  json["half_width_elsewhere"] = number_json(effect.elsewhere);
  json["half_claim"] = number_json(effect.half_claim);
  json["n"] = effect.ours.n;
  json["finished"] = effect.trial.finished;
  json["diverged"] = effect.trial.diverged.size();
  json["agrees"] = effect.agrees;
  json["p_for"] = rounded(effect.p_for);
  json["p_against"] = rounded(effect.p_against);
  json["p_smaller"] = rounded(effect.p_smaller);
  return json;
}

Json verdict_json(Verdict const& verdict) {
  Json json = {{"id", verdict.claim->id},
               {"says", verdict.claim->says},
               {"source", verdict.claim->source},
               {"scale", verdict.scale->name},
               {"data", verdict.data},
               {"verdict", name_of(verdict.decision)},
               {"reasons", verdict.reasons},
               {"smaller", verdict.is_smaller},
               {"first_seed", verdict.seeds.first},
               {"seeds", verdict.seeds.n},
               {"finished", verdict.finished},
               {"family", verdict.claim->family},
               {"needed", verdict.needed},
               {"run", verdict.run},
               {"agreeing", verdict.agreeing},
               {"p", verdict.tested ? rounded(verdict.p) : Json()},
               {"p_holm", verdict.tested ? rounded(verdict.p_holm) : Json()}};
  if (auto const& wins = verdict.wins)
    json["wins"] = {{"probability", rounded(wins->probability)}, {"interval", interval_json(wins->interval)}};
  json["decides"] = verdict.deciding;
  for (auto const& effect : verdict.effects) json["findings"].push_back(effect_json(effect));
  if (verdict.before) json["first_study"] = verdict_json(*verdict.before);
  if (verdict.repeated) json["repeated"] = verdict_json(*verdict.repeated);
  return json;
}

Json cell_json(CellColumn const& column, PrintedCell const& cell, Links const& links) {
  Json json = {{"column", column.column->key},
               {"kind", name_of(column.kind)},
               {"unit", column.column->unit},
               {"text", cell.text}};
  if (cell.paper) json["paper"] = rounded(*cell.paper);
  if (!cell.ours) return json;
  json["mean"] = rounded(cell.ours->value);
  json["sd"] = cell.values.size() > 1 ? rounded(sample_sd(cell.values)) : Json();
  json["half_width"] = number_json(half_width(*cell.ours));
  json["n"] = cell.ours->n;
  for (double value : cell.values) json["values"].push_back(rounded(value));
  json["records"] = Json::array();
  for (auto const* record : cell.records) json["records"].push_back(links.path(*record));
  return json;
}

Json record_json(Record const& record, Links const& links) {
  Json json = {{"path", links.path(record)}, {"seed", record.run.seed}, {"status", name_of(record.outcome.status)}};
  if (!record.outcome.reason.empty()) json["reason"] = record.outcome.reason;
  json["command"] = record.command;
  for (char const* key : {"git_revision", "git_dirty"})
    if (record.outcome.environment.contains(key)) json[key] = record.outcome.environment[key];
  json["wall_seconds"] = rounded(record.wall_seconds);
  return json;
}

Json sheet_json(Table const& table, Scale const& scale, Sheet const& sheet, Links const& links) {
  auto const cells = cells_of(table, sheet);
  Json json = {{"title", sheet_title(scale, sheet)},
               {"data", name_of(sheet.source)},
               {"partial", sheet.partial},
               {"made_with", made_with(sheet)},
               {"optimism", optimism_remark(table, sheet)},
               {"lines", Json::array()}};
  for (size_t i = 0; i < cells.rows.size(); ++i) {
    auto const& line = sheet.lines[i];
    Json entry = {{"row", line.name}, {"group", line.group}, {"label", line.label}, {"cells", Json::array()}};
    for (size_t k = 0; k < cells.columns.size(); ++k)
      if (cells.columns[k].column) entry["cells"].push_back(cell_json(cells.columns[k], cells.rows[i][k], links));
    entry["records"] = Json::array();
    for (auto const* record : line.records()) entry["records"].push_back(record_json(*record, links));
    json["lines"].push_back(entry);
  }
  json["elsewhere"] = Json::array();
  for (auto const& source : cells.sources) json["elsewhere"].push_back({{"by", source.by}, {"source", source.source}});
  return json;
}

Json chapter_json(Chapter const& chapter, Links const& links) {
  Table const& table = *chapter.table;
  Json json = {{"experiment", table.experiment}, {"title", table.title}, {"heading", name_of(table.heading)},
               {"source", table.source},         {"claim", table.claim}, {"verdicts", Json::array()},
               {"scales", Json::array()}};
  for (auto const* verdict : shown_verdicts(chapter)) json["verdicts"].push_back(verdict_json(*verdict));
  for (auto const& scale : chapter.scales) {
    Json entry = {{"scale", scale.scale->name}, {"about", scale.scale->about}, {"sheets", Json::array()}};
    for (auto const& sheet : scale.results.sheets)
      entry["sheets"].push_back(sheet_json(table, *scale.scale, sheet, links));
    entry["stale"] = stale_records(table, scale.results.stale);
    json["scales"].push_back(entry);
  }
  return json;
}

}  // namespace

std::string report_json(Survey const& survey, Links const& links) {
  Json json = {{"schema", kReportSchema}, {"metric", survey.metric}, {"experiments", Json::array()}};
  for (auto const& chapter : survey.chapters) json["experiments"].push_back(chapter_json(chapter, links));
  json["records_of_no_table"] = stray_records(survey);
  return pretty(json);
}

}  // namespace mixup
