// sheet: the cells of one printed table.
#include "report/sheet.hpp"

#include <algorithm>

#include "report/elsewhere.hpp"
#include "report/figure.hpp"
#include "report/markdown.hpp"
#include "report/measure.hpp"

namespace mixup {
namespace {

constexpr char const* kNothing = "–";

/// "diverged: loss is nan at epoch 3; 2 failed: disk full"; always with the count when other runs of the line are done.
std::string broken(SheetLine const& line) {
  std::vector<std::pair<std::string, int>> reasons;
  for (auto const* record : line.broken) {
    auto const text = record->outcome.status + ": " + escaped(record->outcome.reason);
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
std::string ours(Table const& table, SheetLine const& line, Column const& column, bool first) {
  if (line.done.empty() && line.broken.empty()) return "not run";
  if (line.done.empty()) return first ? broken(line) : line.broken.front()->outcome.status;
  auto const values = measured(line.done, column.metric);
  auto const text = values.empty() ? std::string("no figure")
                                   : with_interval(seed_mean(values, overlap(table, line.done)), column.digits);
  return first && !line.broken.empty() ? text + ", " + broken(line) : text;
}

std::string papers(SheetLine const& line, Column const& column) {
  if (!line.row || !line.row->paper.contains(column.key)) return kNothing;
  return fixed(line.row->paper[column.key].get<double>(), column.digits);
}

SheetLine const* line_of(Sheet const& sheet, std::string const& row) {
  for (auto const& line : sheet.lines)
    if (line.row && line.name == row) return &line;
  return nullptr;
}

/// Paired by seed: both runs saw the same shuffles and crops, so their difference varies less than either.
std::string against(Table const& table, Sheet const& sheet, SheetLine const& line, Column const& column) {
  if (!line.row || line.row->against.empty()) return kNothing;
  std::vector<double> differences;
  if (SheetLine const* other = line_of(sheet, line.row->against))
    for (auto const* a : line.done)
      for (auto const* b : other->done)
        if (a->run.seed == b->run.seed && measured(*a, column.metric) && measured(*b, column.metric))
          differences.push_back(*measured(*a, column.metric) - *measured(*b, column.metric));
  if (!differences.empty())
    return with_interval(seed_mean(differences, overlap(table, line.done)), column.digits, true);
  return line.done.empty() ? "not run" : "no pair";
}

/// The distinct labels of the rows that lines are compared with: "ERM".
std::vector<std::string> baselines(Table const& table, Sheet const& sheet) {
  std::vector<std::string> labels;
  for (auto const& line : sheet.lines) {
    if (!line.row || line.row->against.empty()) continue;
    Row const* row = table.row(line.row->against);
    auto const label = escaped(row->label.empty() ? row->name : row->label);
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
  }
  return labels;
}

std::string with_unit(std::string const& title, Column const& column) {
  return escaped(column.unit.empty() ? title : fmt::format("{} [{}]", title, column.unit));
}

bool printed_by_paper(Table const& table, Column const& column) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](Row const& row) { return row.paper.contains(column.key); });
}

/// One or more columns of the grid: a title, and the text of each line.
class Builder {
 public:
  template <class Cell>
  void add(std::string const& title, Align align, Sheet const& sheet, Cell cell) {
    grid.header.push_back(title);
    grid.align.push_back(align);
    grid.rows.resize(sheet.lines.size());
    for (size_t i = 0; i < sheet.lines.size(); ++i) grid.rows[i].push_back(cell(sheet.lines[i]));
  }
  Grid grid;
};

}  // namespace

/// Paper's, others' and our figure side by side; the former only where there is one for any row of the table.
std::string sheet_markdown(Table const& table, Sheet const& sheet) {
  bool const grouped =
      std::any_of(sheet.lines.begin(), sheet.lines.end(), [](SheetLine const& line) { return !line.group.empty(); });
  auto const compared_with = baselines(table, sheet);
  Builder builder;
  Sources sources;
  if (grouped)
    builder.add("group", Align::left, sheet,
                [](SheetLine const& l) { return l.group.empty() ? kNothing : escaped(l.group); });
  builder.add("row", Align::left, sheet, [](SheetLine const& l) { return escaped(l.label); });
  for (auto const& column : table.columns) {
    auto const title = column.title.empty() ? column.key : column.title;
    bool const beside = printed_by_paper(table, column), first = &column == &table.columns.front();
    if (beside)
      builder.add(with_unit(title + ", paper", column), Align::right, sheet,
                  [&](SheetLine const& l) { return papers(l, column); });
    if (measured_elsewhere(table, column))
      builder.add(with_unit(title + ", elsewhere", column), Align::right, sheet,
                  [&](SheetLine const& l) { return sources.cell(l, column); });
    builder.add(with_unit(title + (beside ? ", ours" : ""), column), Align::right, sheet,
                [&](SheetLine const& l) { return ours(table, l, column, first); });
    if (column.paired && !compared_with.empty())
      builder.add(fmt::format("{}, difference to {}", title, fmt::join(compared_with, " / ")), Align::right, sheet,
                  [&](SheetLine const& l) { return against(table, sheet, l, column); });
  }
  return markdown_table(builder.grid) + sources.note();
}

}  // namespace mixup
