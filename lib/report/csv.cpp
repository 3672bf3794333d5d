// csv: quoting by RFC 4180, and one line for each cell that was or could have been measured.
#include "report/csv.hpp"

#include "report/cells.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

std::string csv_field(std::string const& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string csv_line(std::vector<std::string> const& values) {
  std::string out;
  for (size_t i = 0; i < values.size(); ++i) out += (i ? "," : "") + csv_field(values[i]);
  return out + "\r\n";
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.6g}", *value) : ""; }

std::string paths(Links const& links, Records const& records) {
  std::vector<std::string> out;
  for (auto const* record : records) out.push_back(links.path(*record));
  return fmt::format("{}", fmt::join(out, " "));
}

struct CsvSheet {
  Table const& table;
  Scale const& scale;
  Sheet const& sheet;
  std::string const& metric;
};

std::string csv_cell(CsvSheet const& of, SheetLine const& line, CellColumn const& column, PrintedCell const& cell,
                     Links const& links) {
  bool const difference = column.kind == CellKind::difference;
  auto const paper = line.row && !difference ? line.row->printed(column.column->key) : std::nullopt;
  auto const& ours = cell.ours;
  auto const half = ours ? half_width(*ours) : std::nullopt;
  std::string const source = name_of(of.sheet.source);
  auto const status = line.broken.empty() ? (ours ? "" : cell.text) : broken_text(line);
  return csv_line({of.table.experiment, of.scale.name, of.sheet.partial ? source + " partial" : source, line.group,
                   line.name, column.column->key, difference ? "difference" : "value", number(paper),
                   ours ? number(ours->value) : "", ours && ours->n > 1 ? number(sample_sd(cell.values)) : "",
                   number(half), ours ? std::to_string(ours->n) : "0", column.column->unit, status,
                   paths(links, cell.records), name_of(of.table.heading), of.metric});
}

std::string csv_sheet(CsvSheet const& of, Links const& links) {
  auto const cells = cells_of(of.table, of.sheet);
  std::string out;
  for (size_t i = 0; i < cells.rows.size(); ++i)
    for (size_t k = 0; k < cells.columns.size(); ++k) {
      auto const& cell = cells.rows[i][k];
      auto const kind = cells.columns[k].kind;
      auto const& line = of.sheet.lines[i];
      bool const compared = kind == CellKind::difference && line.row && !line.row->against.empty();
      if (kind == CellKind::ours || compared) out += csv_cell(of, line, cells.columns[k], cell, links);
    }
  return out;
}

}  // namespace

std::string report_csv(Survey const& survey, Links const& links) {
  auto out = csv_line({"experiment", "scale", "data", "group", "row", "column", "measure", "paper", "mean", "sd",
                       "half_width", "n", "unit", "status", "records", "heading", "metric"});
  for (auto const& chapter : survey.chapters)
    for (auto const& scale : chapter.scales)
      for (auto const& sheet : scale.results.sheets)
        out += csv_sheet({*chapter.table, *scale.scale, sheet, survey.metric}, links);
  return out;
}

}  // namespace mixup
