// arff: a header of declarations, then rows that are held to them.
#include "formats/arff.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "formats/delimited.hpp"

namespace mixup {
namespace {

Cell cell_at(Text const& file, Line const& line, std::string_view part) {
  return {part, &file, line.number, static_cast<size_t>(part.data() - line.text.data()) + 1};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// Without the quotes that a value may stand in; a comma within them is not understood.
Cell unquoted(Cell cell) {
  auto& text = cell.text;
  bool const quoted = text.size() > 1 && (text.front() == '\'' || text.front() == '"') && text.back() == text.front();
  if (quoted) text = text.substr(1, text.size() - 2);
  return cell;
}

/// `rest` is what follows "@attribute": name {value, value, ...}
ArffAttribute parse_attribute(Text const& file, Line const& line, std::string_view rest) {
  size_t const open = rest.find('{');
  auto const name = trim(rest.substr(0, open));
  if (open == std::string_view::npos || rest.back() != '}' || name.empty())
    throw Error(Exit::data, complaint(cell_at(file, line, rest), "a name and its values: name {a, b, ...}"));
  ArffAttribute attribute{std::string(name), {}};
  auto const inside = rest.substr(open + 1, rest.size() - open - 2);
  for (Cell const& cell : split_cells(file, line, inside, Separator::comma)) {
    if (cell.text.empty()) throw Error(Exit::data, complaint(cell, "a value"));
    attribute.values.emplace_back(unquoted(cell).text);
  }
  return attribute;
}

void parse_row(Text const& file, Line const& line, Arff& arff) {
  Cells cells = split_cells(file, line, line.text, Separator::comma);
  require_width(file, line, cells, arff.attributes.size());
  for (size_t i = 0; i < cells.size(); ++i) parse_choice(cells[i] = unquoted(cells[i]), arff.attributes[i].values);
  arff.rows.push_back(std::move(cells));
}

}  // namespace

Arff read_arff(Text const& file) {
  Arff arff;
  bool in_data = false;
  for (Line const& line : split_lines(file.content)) {
    auto const text = trim(line.text);
    if (text.empty() || text.front() == '%') continue;
    if (in_data) {
      parse_row(file, line, arff);
      continue;
    }
    size_t const end = std::min(text.find_first_of(" \t"), text.size());
    auto const keyword = lower(text.substr(0, end));
    if (keyword == "@attribute")
      arff.attributes.push_back(parse_attribute(file, line, trim(text.substr(end))));
    else if (keyword == "@data")
      in_data = true;
    else if (keyword != "@relation")
      throw Error(Exit::data, complaint(cell_at(file, line, text), "@relation, @attribute, @data"));
  }
  if (!in_data) throw error(Exit::data, "{}: no @data line", file.path);
  return arff;
}

}  // namespace mixup
