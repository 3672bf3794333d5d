// html_sheet: one printed table of the page.
#include <algorithm>

#include "report/cells.hpp"
#include "report/elsewhere.hpp"
#include "report/html_parts.hpp"
#include "report/metrics.hpp"
#include "report/number.hpp"
#include "report/provenance.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

/// The kinds of cells below one title: "paper", "ours", "difference to ERM".
std::string part_title(CellColumn const& column) {
  if (column.kind != CellKind::difference) return name_of(column.kind);
  return column.title.substr(column.title.rfind(", difference") + 2);
}

/// Two lines: each measured column over its parts; one where there are none but ours.
std::string header_html(SheetCells const& cells) {
  std::string titles, parts;
  bool const one_line = std::all_of(cells.columns.begin(), cells.columns.end(), [](CellColumn const& column) {
    return !column.column || column.kind == CellKind::ours;
  });
  for (size_t i = 0, n = 0; i < cells.columns.size(); i += n) {
    auto const* column = cells.columns[i].column;
    n = 1;
    if (cells.columns[i].kind == CellKind::group) continue;
    if (!column) {
      titles += fmt::format("<th rowspan=\"{}\" scope=\"col\">{}</th>", one_line ? 1 : 2,
                            html_escaped(cells.columns[i].title));
      continue;
    }
    while (i + n < cells.columns.size() && cells.columns[i + n].column == column) ++n;
    titles += fmt::format("<th colspan=\"{}\" scope=\"colgroup\">{}</th>", n,
                          html_escaped(with_unit(column->title, *column)));
    for (size_t k = i; k < i + n; ++k)
      parts += fmt::format("<th scope=\"col\">{}</th>", html_escaped(part_title(cells.columns[k])));
  }
  if (one_line) return fmt::format("<thead><tr>{}</tr></thead>\n", titles);
  return fmt::format("<thead><tr>{}</tr>\n<tr>{}</tr></thead>\n", titles, parts);
}

/// What stands behind a line: its numbers seed by seed, and how they were made.
std::string line_box(HtmlPage const& page, Table const& table, SheetLine const& line) {
  std::string head = "<th scope=\"col\">record</th>", body;
  for (auto const& column : table.columns)
    head += fmt::format("<th scope=\"col\">{}</th>", html_escaped(with_unit(column.title, column)));
  head += "<th scope=\"col\">wall time</th>";
  auto const all = line.records();
  for (auto const* record : all) {
    body +=
        fmt::format("<tr><th><a href=\"{}\">seed {}</a></th>", html_escaped(page.links.url(*record)), record->run.seed);
    for (auto const& column : table.columns) {
      auto const value = measured(*record, column.metric);
      body += fmt::format("<td>{}</td>", value ? fixed(*value, column.digits + 1) : name_of(record->outcome.status));
    }
    body += fmt::format("<td>{}</td></tr>\n", duration(record->wall_seconds));
  }
  return fmt::format("<div class=\"scroll\"><table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>\n{}",
                     head, body, commands_html(page, all));
}

/// The first button of a line opens its box; the others, the same one.
std::string cell_html(PrintedCell const& cell, CellColumn const& column, std::string const& box) {
  auto const text = html_escaped(cell.text);
  if (!column.column) return fmt::format("<th scope=\"row\">{}</th>", text);
  bool const opens = !box.empty() && !cell.records.empty();
  auto const kind = std::string(name_of(column.kind));
  if (opens) return fmt::format("<td class=\"{}\"><button popovertarget=\"{}\">{}</button></td>", kind, box, text);
  return fmt::format("<td class=\"{}{}\">{}</td>", kind, cell.paper ? "" : " none", text);
}

std::string footnotes(Table const& table, Sheet const& sheet, SheetCells const& cells) {
  std::string out;
  for (auto const& remark : {sources_remark(cells.sources), optimism_remark(table, sheet), made_with_remark(sheet)})
    out += note_html(remark);
  return out + note_html(uncommitted_remark(sheet), "<strong>Note:</strong> ");
}

}  // namespace

std::string sheet_html(HtmlPage& page, Table const& table, Scale const& scale, Sheet const& sheet) {
  auto const cells = cells_of(table, sheet);
  bool const grouped = !cells.columns.empty() && cells.columns[0].kind == CellKind::group;
  std::string body, boxes, group;
  for (size_t i = 0; i < cells.rows.size(); ++i) {
    auto const& line = sheet.lines[i];
    if (grouped && (i == 0 || cells.rows[i][0].text != group)) {
      group = cells.rows[i][0].text;
      body +=
          fmt::format("{}<tbody><tr class=\"group\"><th colspan=\"{}\" scope=\"rowgroup\"><span>{}</span></th></tr>\n",
                      i ? "</tbody>\n" : "", cells.columns.size() - 1, html_escaped(group));
    } else if (i == 0) {
      body += "<tbody>\n";
    }
    std::string box;
    if (!line.done.empty() || !line.broken.empty()) {
      auto const title = line.group.empty() ? line.label : line.group + ": " + line.label;
      opener(page, "", title, line_box(page, table, line), boxes);
      box = fmt::format("box-{}", page.panels);
    }
    body += "<tr>";
    for (size_t k = grouped; k < cells.rows[i].size(); ++k) body += cell_html(cells.rows[i][k], cells.columns[k], box);
    body += "</tr>\n";
  }
  return fmt::format("<h3>{}</h3>\n<div class=\"scroll\" tabindex=\"0\"><table>\n{}{}</tbody></table></div>\n{}{}",
                     html_escaped(sheet_title(scale, sheet)), header_html(cells), body, footnotes(table, sheet, cells),
                     boxes);
}

}  // namespace mixup
