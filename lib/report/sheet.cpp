// sheet: one printed table, as Markdown.
#include "report/sheet.hpp"

#include "report/cells.hpp"
#include "report/markdown.hpp"

namespace mixup {
namespace {

std::string sources_note(std::vector<Elsewhere> const& sources) {
  std::vector<std::string> out;
  for (size_t i = 0; i < sources.size(); ++i)
    out.push_back(fmt::format("[{}] {}, {}", i + 1, escaped(sources[i].by), escaped(sources[i].source)));
  return out.empty() ? "" : fmt::format("\nElsewhere: {}.\n", fmt::join(out, "; "));
}

}  // namespace

std::string sheet_markdown(Table const& table, Sheet const& sheet) {
  auto const cells = cells_of(table, sheet);
  Grid grid;
  for (auto const& column : cells.columns) {
    grid.header.push_back(escaped(column.title));
    grid.align.push_back(column.column ? Align::right : Align::left);
  }
  for (auto const& row : cells.rows) {
    grid.rows.emplace_back();
    for (auto const& cell : row) grid.rows.back().push_back(escaped(cell.text));
  }
  return markdown_table(grid) + sources_note(cells.sources);
}

}  // namespace mixup
