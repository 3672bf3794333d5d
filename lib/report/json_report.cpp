// json_report: survey and cells as JSON.
#include "report/json_report.hpp"

#include <cmath>

#include "core/stats.hpp"
#include "report/cells.hpp"
#include "report/provenance.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr int kReportSchema = 1;

/// Six digits, as records have: the rest is the machine's rounding. What JSON has no number for is null.
Json rounded(double value) { return std::isfinite(value) ? Json::parse(fmt::format("{:.6g}", value)) : Json(); }

Json number_json(std::optional<double> value) { return value ? rounded(*value) : Json(); }

Json interval_json(std::optional<Interval> const& interval) {
  return interval ? Json::array({rounded(interval->low), rounded(interval->high)}) : Json();
}

Json finding_json(Finding const& finding) {
  Json json = {{"compares", finding.name}, {"relative", finding.relative}, {"paper", number_json(finding.paper)}};
  json["ours"] = finding.ours.n > 0 ? rounded(finding.ours.value) : Json();
  json["interval"] = interval_json(finding.interval);
  json["n"] = finding.ours.n;
  json["agrees"] = finding.agrees;
  json["p_for"] = rounded(finding.p_for);
  json["p_against"] = rounded(finding.p_against);
  return json;
}

Json verdict_json(Judgement const& judgement) {
  Json json = {{"id", judgement.claim->id},
               {"says", judgement.claim->says},
               {"source", judgement.claim->source},
               {"scale", judgement.scale->name},
               {"data", judgement.data},
               {"verdict", names(Verdict{})[static_cast<size_t>(judgement.verdict)]},
               {"reasons", judgement.reasons},
               {"needed", judgement.needed},
               {"run", judgement.run},
               {"agreeing", judgement.agreeing},
               {"p", judgement.tested ? rounded(judgement.p) : Json()},
               {"p_holm", judgement.tested ? rounded(judgement.p_holm) : Json()}};
  if (auto const& wins = judgement.improvement)
    json["wins"] = {{"probability", rounded(wins->probability)}, {"interval", interval_json(wins->interval)}};
  json["decides"] = judgement.deciding;
  for (auto const& finding : judgement.findings) json["findings"].push_back(finding_json(finding));
  return json;
}

Json cell_json(CellColumn const& column, PrintedCell const& cell, Links const& links) {
  Json json = {{"column", column.column->key},
               {"kind", names(CellKind{})[static_cast<size_t>(column.kind)]},
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
  Json json = {{"path", links.path(record)}, {"seed", record.run.seed}, {"status", record.outcome.status}};
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
               {"data", sheet.source == Source::real ? "real" : "synthetic"},
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
    for (auto const* records : {&line.done, &line.broken})
      for (auto const* record : *records) entry["records"].push_back(record_json(*record, links));
    json["lines"].push_back(entry);
  }
  json["elsewhere"] = Json::array();
  for (auto const& source : cells.sources) json["elsewhere"].push_back({{"by", source.by}, {"source", source.source}});
  return json;
}

Json chapter_json(Chapter const& chapter, Links const& links) {
  Table const& table = *chapter.table;
  Json json = {{"experiment", table.experiment}, {"title", table.title},      {"source", table.source},
               {"claim", table.claim},           {"verdicts", Json::array()}, {"scales", Json::array()}};
  for (auto const* judgement : verdicts(chapter)) json["verdicts"].push_back(verdict_json(*judgement));
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
  Json json = {{"schema", kReportSchema}, {"experiments", Json::array()}};
  for (auto const& chapter : survey.chapters) json["experiments"].push_back(chapter_json(chapter, links));
  json["records_of_no_table"] = stray_records(survey);
  return pretty(json);
}

}  // namespace mixup
