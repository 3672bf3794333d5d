// cells: the text of each cell of a printed table, and what it is made of.
#include "report/cells.hpp"

#include <algorithm>

#include "report/elsewhere.hpp"
#include "report/metrics.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

PrintedCell plain(std::string text) {
  PrintedCell cell;
  cell.text = std::move(text);
  return cell;
}

/// Why runs broke is said in the first column only.
PrintedCell ours(Table const& table, SheetLine const& line, Column const& column, bool first) {
  PrintedCell cell;
  cell.records = line.records();
  if (line.done.empty() && line.broken.empty()) {
    cell.text = "not run";
  } else if (line.done.empty()) {
    cell.text = first ? broken_text(line) : name_of(line.broken.front()->outcome.status);
  } else {
    for (auto const& [seed, value] : by_seed(line.done, column.metric)) cell.values.push_back(value);
    if (!cell.values.empty()) cell.ours = mean_over_seeds(cell.values, table, line.done);
    cell.text = cell.ours ? with_interval(*cell.ours, column.digits) : "no number";
    if (first && !line.broken.empty()) cell.text += ", " + broken_text(line);
  }
  return cell;
}

PrintedCell papers(SheetLine const& line, Column const& column) {
  PrintedCell cell;
  if (line.row) cell.paper = line.row->printed(column.key);
  cell.text = cell.paper ? fixed(*cell.paper, column.digits) : kNothing;
  return cell;
}

/// Paired by seed: both runs saw the same shuffles and crops, so their difference varies less than either.
PrintedCell difference(Table const& table, LineOf const& lines, SheetLine const& line, Column const& column) {
  if (!line.row || line.row->against.empty()) return plain(kNothing);
  auto const comparison = difference_of(*line.row, *table.row(line.row->against));
  auto const found = paired(comparison, lines, column.metric);
  if (found.seeds.empty()) return plain(line.done.empty() ? "not run" : "no pair");
  PrintedCell cell;
  cell.values = found.sums;
  for (int64_t seed : found.seeds)
    for (auto const& term : comparison.terms)
      for (auto const* record : done_of(lines, term.row))
        if (record->run.seed == seed) cell.records.push_back(record);
  cell.ours = mean_over_seeds(cell.values, table, line.done);
  cell.text = with_interval(*cell.ours, column.digits, true);
  return cell;
}

/// The distinct labels of the rows that lines are compared with: "ERM".
std::vector<std::string> baselines(Table const& table, Sheet const& sheet) {
  std::vector<std::string> labels;
  for (auto const& line : sheet.lines) {
    if (!line.row || line.row->against.empty()) continue;
    auto const& label = table.row(line.row->against)->label;
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  return labels;
}

/// One more column: a title, and the cell of each line.
template <class MakeCell>
void add(SheetCells& cells, Sheet const& sheet, CellColumn const& column, MakeCell make) {
  cells.columns.push_back(column);
  cells.rows.resize(sheet.lines.size());
  for (size_t i = 0; i < sheet.lines.size(); ++i) cells.rows[i].push_back(make(sheet.lines[i]));
}

}  // namespace

std::string with_unit(std::string const& title, Column const& column) {
  return column.unit.empty() ? title : fmt::format("{} [{}]", title, column.unit);
}

std::string broken_text(SheetLine const& line) {
  std::vector<std::pair<std::string, int>> reasons;
  for (auto const* record : line.broken) {
    auto const text = name_of(record->outcome.status) + (": " + record->outcome.reason);
    auto const known = std::find_if(reasons.begin(), reasons.end(), [&](auto const& r) { return r.first == text; });
    if (known == reasons.end())
      reasons.emplace_back(text, 1);
    else
      ++known->second;
  }
  std::vector<std::string> out;
  for (auto const& [text, count] : reasons)
    out.push_back(count == 1 && line.done.empty() ? text : fmt::format("{} {}", count, text));
  return fmt::format("{}", fmt::join(out, "; "));
}

SheetCells cells_of(Table const& table, Sheet const& sheet) {
  bool const grouped =
      std::any_of(sheet.lines.begin(), sheet.lines.end(), [](SheetLine const& line) { return !line.group.empty(); });
  auto const compared_with = baselines(table, sheet);
  auto const lines = lines_of(sheet);
  SheetCells out;
  Sources sources;
  if (grouped)
    add(out, sheet, {CellKind::group, nullptr, "group"},
        [](SheetLine const& l) { return plain(l.group.empty() ? kNothing : l.group); });
  add(out, sheet, {CellKind::row, nullptr, "row"}, [](SheetLine const& l) { return plain(l.label); });
  for (auto const& column : table.columns) {
    auto const& title = column.title;
    bool const beside = table.prints(column.key), first = &column == &table.columns.front();
    if (beside)
      add(out, sheet, {CellKind::paper, &column, with_unit(title + ", paper", column)},
          [&](SheetLine const& l) { return papers(l, column); });
    if (measured_elsewhere(table, column))
      add(out, sheet, {CellKind::elsewhere, &column, with_unit(title + ", elsewhere", column)},
          [&](SheetLine const& l) { return plain(sources.cell(l, column)); });
    add(out, sheet, {CellKind::ours, &column, with_unit(title + (beside ? ", ours" : ""), column)},
        [&](SheetLine const& l) { return ours(table, l, column, first); });
    if (column.paired && !compared_with.empty())
      add(out, sheet,
          {CellKind::difference, &column, fmt::format("{}, difference to {}", title, fmt::join(compared_with, " / "))},
          [&](SheetLine const& l) { return difference(table, lines, l, column); });
  }
  out.sources = sources.named();
  return out;
}

}  // namespace mixup
