// markdown: escaping and alignment.
#include "report/markdown.hpp"

#include <algorithm>

namespace mixup {
namespace {

/// Characters, not bytes: every UTF-8 byte that does not continue a character starts one.
size_t width(std::string const& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string const& text, size_t to, Align align) {
  std::string const blanks(to - width(text), ' ');
  return align == Align::left ? text + blanks : blanks + text;
}

std::string line(std::vector<std::string> const& cells) {
  std::string out = "|";
  for (auto const& cell : cells) out += " " + cell + " |";
  return out + "\n";
}

}  // namespace

std::string escaped(std::string const& text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == '|' || c == '<' || c == '*' || c == '`') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out;
}

std::string markdown_table(Grid const& grid) {
  std::vector<size_t> widths;
  for (auto const& title : grid.header) widths.push_back(std::max<size_t>(3, width(title)));  // "---" is the least
  for (auto const& row : grid.rows)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));

  std::vector<std::string> rule;
  for (size_t i = 0; i < widths.size(); ++i) {
    rule.emplace_back(widths[i], '-');
    if (grid.align[i] == Align::right) rule[i].back() = ':';
  }
  auto const pad = [&](std::vector<std::string> cells) {
    for (size_t i = 0; i < cells.size(); ++i) cells[i] = padded(cells[i], widths[i], grid.align[i]);
    return cells;
  };
  std::string out = line(pad(grid.header)) + line(rule);
  for (auto const& row : grid.rows) out += line(pad(row));
  return out;
}

}  // namespace mixup
