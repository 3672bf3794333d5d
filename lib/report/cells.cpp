// cells: the cells of one printed table.
#include "report/cells.hpp"

#include <algorithm>

#include "report/elsewhere.hpp"
#include "report/figure.hpp"
#include "report/measure.hpp"

namespace mixup {
namespace {

constexpr char const* kNothing = "–";

PrintedCell plain(std::string text) {
  PrintedCell cell;
  cell.text = std::move(text);
  return cell;
}

/// "diverged: loss is nan at epoch 3; 2 failed: disk full"; always with the count when other runs of the line are done.
std::string broken(SheetLine const& line) {
  std::vector<std::pair<std::string, int>> reasons;
  for (auto const* record : line.broken) {
    auto const text = record->outcome.status + ": " + record->outcome.reason;
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

/// Why runs broke is said in the first column only.
PrintedCell ours(Table const& table, SheetLine const& line, Column const& column, bool first) {
  PrintedCell cell;
  cell.records = line.done;
  cell.records.insert(cell.records.end(), line.broken.begin(), line.broken.end());
  if (line.done.empty() && line.broken.empty()) {
    cell.text = "not run";
  } else if (line.done.empty()) {
    cell.text = first ? broken(line) : line.broken.front()->outcome.status;
  } else {
    cell.values = measured(line.done, column.metric);
    if (!cell.values.empty()) cell.ours = seed_mean(cell.values, overlap(table, line.done));
    cell.text = cell.ours ? with_interval(*cell.ours, column.digits) : "no figure";
    if (first && !line.broken.empty()) cell.text += ", " + broken(line);
  }
  return cell;
}

PrintedCell papers(SheetLine const& line, Column const& column) {
  if (!line.row || !line.row->paper.contains(column.key)) return plain(kNothing);
  PrintedCell cell;
  cell.paper = line.row->paper[column.key].get<double>();
  cell.text = fixed(*cell.paper, column.digits);
  return cell;
}

SheetLine const* line_of(Sheet const& sheet, std::string const& row) {
  for (auto const& line : sheet.lines)
    if (line.row && line.name == row) return &line;
  return nullptr;
}

/// Paired by seed: both runs saw the same shuffles and crops, so their difference varies less than either.
PrintedCell against(Table const& table, Sheet const& sheet, SheetLine const& line, Column const& column) {
  if (!line.row || line.row->against.empty()) return plain(kNothing);
  PrintedCell cell;
  if (SheetLine const* other = line_of(sheet, line.row->against))
    for (auto const* a : line.done)
      for (auto const* b : other->done) {
        auto const x = measured(*a, column.metric), y = measured(*b, column.metric);
        if (a->run.seed != b->run.seed || !x || !y) continue;
        cell.values.push_back(*x - *y);
        cell.records.insert(cell.records.end(), {a, b});
      }
  if (cell.values.empty()) return plain(line.done.empty() ? "not run" : "no pair");
  cell.ours = seed_mean(cell.values, overlap(table, line.done));
  cell.text = with_interval(*cell.ours, column.digits, true);
  return cell;
}

/// The distinct labels of the rows that lines are compared with: "ERM".
std::vector<std::string> baselines(Table const& table, Sheet const& sheet) {
  std::vector<std::string> labels;
  for (auto const& line : sheet.lines) {
    if (!line.row || line.row->against.empty()) continue;
    Row const* row = table.row(line.row->against);
    auto const label = row->label.empty() ? row->name : row->label;
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  return labels;
}

std::string with_unit(std::string const& title, Column const& column) {
  return column.unit.empty() ? title : fmt::format("{} [{}]", title, column.unit);
}

bool printed_by_paper(Table const& table, Column const& column) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](Row const& row) { return row.paper.contains(column.key); });
}

/// One more column: a title, and the cell of each line.
template <class MakeCell>
void add(SheetCells& cells, Sheet const& sheet, CellColumn const& column, MakeCell make) {
  cells.columns.push_back(column);
  cells.rows.resize(sheet.lines.size());
  for (size_t i = 0; i < sheet.lines.size(); ++i) cells.rows[i].push_back(make(sheet.lines[i]));
}

}  // namespace

SheetCells cells_of(Table const& table, Sheet const& sheet) {
  bool const grouped =
      std::any_of(sheet.lines.begin(), sheet.lines.end(), [](SheetLine const& line) { return !line.group.empty(); });
  auto const compared_with = baselines(table, sheet);
  SheetCells out;
  Sources sources;
  if (grouped)
    add(out, sheet, {CellKind::group, nullptr, "group"},
        [](SheetLine const& l) { return plain(l.group.empty() ? kNothing : l.group); });
  add(out, sheet, {CellKind::row, nullptr, "row"}, [](SheetLine const& l) { return plain(l.label); });
  for (auto const& column : table.columns) {
    auto const title = column.title.empty() ? column.key : column.title;
    bool const beside = printed_by_paper(table, column), first = &column == &table.columns.front();
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
          [&](SheetLine const& l) { return against(table, sheet, l, column); });
  }
  out.sources = sources.named();
  return out;
}

}  // namespace mixup
