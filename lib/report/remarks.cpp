// remarks: the sentences, each made of what the records hold.
#include "report/remarks.hpp"

#include <algorithm>

#include "core/run_name.hpp"
#include "report/metric_rule.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

/// Points of a distribution are drawn by definition: neither somebody's data nor a stand-in for it.
bool is_drawn(Sheet const& sheet) {
  for (auto const& line : sheet.lines)
    for (auto const* record : line.done)
      if (record->outcome.data.contains("origin")) return true;
  return false;
}

std::string stale_record(Table const& table, Record const& record) {
  auto const name = fmt::format("{} seed {}", record.run.row, record.run.seed);
  Row const* row = table.row(record.run.row);
  if (!row) return name + " (no such row)";
  auto const now = resolve(table, *row, record.run.scale, record.run.seed);
  return fmt::format("{} ({})", name, fmt::join(differing(to_json(now), to_json(record.run)), ", "));
}

}  // namespace

std::string sheet_title(Scale const& scale, Sheet const& sheet) {
  auto const data = is_drawn(sheet) ? "drawn points" : sheet.source == Source::real ? "real data" : "generated data";
  auto const about = scale.about.empty() ? "" : ": " + scale.about;
  return fmt::format("{} scale · {}{}{}", scale.name, sheet.partial ? "part of the " : "", data, about);
}

std::string not_run_remark(Table const& table, Scale const& scale) {
  auto const needs = scale.needs.empty() ? "" : "; it needs " + scale.needs;
  int64_t deciding = 0;
  for (auto const& claim : table.claims) deciding = std::max(deciding, deciding_seeds(claim, scale).n);
  auto const seeds = deciding > scale.seeds ? fmt::format(" --seeds {}", deciding) : "";
  return fmt::format("{0} scale: not run (`mixup-bench {1} --scale {0}{2}`){3}", scale.name, table.experiment, seeds,
                     needs);
}

std::string optimism_remark(Table const& table, Sheet const& sheet) {
  auto const found = optimism(table, sheet);
  if (!found) return "";
  return fmt::format("The best epoch, chosen on the test set, is {} {} lower than the last ({}).",
                     fixed(found->mean, 2), found->column->unit == "%" ? "points" : found->column->unit,
                     found->runs == 1 ? "1 run" : fmt::format("mean of {} runs", found->runs));
}

std::string metric_remark(Survey const& survey) {
  if (survey.metric.empty()) return "";
  return fmt::format(
      "`--metric {}`: our numbers and the verdicts use this epoch of a curve, not the one that "
      "each table lays down; the paper's numbers are as printed.",
      survey.metric);
}

std::vector<std::string> stale_records(Table const& table, Records const& records) {
  std::vector<std::string> items;
  for (auto const* record : records) items.push_back(stale_record(table, *record));
  return items;
}

std::string stale_remark(Table const& table, Records const& records) {
  if (records.empty()) return "";
  return fmt::format("Stale, not in the tables above (the table has changed since): {}.",
                     fmt::join(stale_records(table, records), "; "));
}

std::vector<std::string> stray_records(Survey const& survey) {
  std::vector<std::string> names;
  for (auto const* record : survey.strays) names.push_back(run_name(record->run));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace mixup
