// delimited: cells are views into the file, so a row costs no copies.
#include "formats/delimited.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace mixup {

Cells split_cells(Text const& file, Line const& line, std::string_view part, Separator separator) {
  bool const comma = separator == Separator::comma;
  Cells cells;
  for (size_t start = 0; start <= part.size();) {
    size_t const end = std::min(part.find_first_of(comma ? "," : " \t", start), part.size());
    auto const text = trim(part.substr(start, end - start));
    auto const column = static_cast<size_t>(text.data() - line.text.data()) + 1;
    if (comma || !text.empty()) cells.push_back({text, &file, line.number, column});
    start = end + 1;
  }
  return cells;
}

void require_width(Text const& file, Line const& line, Cells const& cells, size_t width) {
  if (cells.size() == width) return;
  size_t const column = cells.size() > width ? cells[width].column : line.text.size() + 1;
  throw error(Exit::data, "{}:{}:{}: {} values in the row, expected {}", file.path, line.number, column, cells.size(),
              width);
}

std::vector<Cells> read_cells(Text const& file, Separator separator, size_t width) {
  std::vector<Cells> rows;
  for (Line const& line : split_lines(file.content)) {
    if (trim(line.text).empty()) continue;
    rows.push_back(split_cells(file, line, line.text, separator));
    require_width(file, line, rows.back(), width);
  }
  return rows;
}

}  // namespace mixup
