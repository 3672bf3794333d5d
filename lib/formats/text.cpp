// text: no locale, no stream extraction; what is not understood is refused with its place.
#include "formats/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "core/utf8.hpp"
#include "formats/file.hpp"
#include "formats/signature.hpp"

namespace mixup {

std::string shown(std::string_view text, size_t longest) {
  std::string out(text.substr(0, longest));
  for (char& c : out)
    if (c < 0x20 || c > 0x7e) c = '.';
  return text.size() > longest ? out + "..." : out;
}

Text parse_text(std::string const& bytes, std::string const& path) {
  if (is_stand_in(bytes)) throw error(Exit::data, "{}: is {}", path, kind_of_file(bytes));
  return {path, std::string(utf8_text(bytes, path))};
}

Text read_text(std::string const& path) { return parse_text(read_bytes(path), path); }

std::vector<Line> split_lines(std::string_view content) {
  std::vector<Line> lines;
  while (!content.empty()) {
    size_t const end = std::min(content.find_first_of("\r\n"), content.size());
    lines.push_back({lines.size() + 1, content.substr(0, end)});
    bool const pair = content.substr(end, 2) == "\r\n";
    content.remove_prefix(std::min(end + (pair ? 2 : 1), content.size()));
  }
  return lines;
}

std::string_view trim(std::string_view text) {
  size_t const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string complaint(Cell const& cell, std::string_view allowed) {
  return fmt::format("{}:{}:{}: got '{}', allowed {}", cell.file->path, cell.line, cell.column, shown(cell.text),
                     allowed);
}

double parse_number(Cell const& cell) {
  double value = 0;
  char const* const end = cell.text.data() + cell.text.size();
  auto const [stop, problem] = std::from_chars(cell.text.data(), end, value);
  if (problem != std::errc() || stop != end || !std::isfinite(value))
    throw Error(Exit::data, complaint(cell, "a finite number"));
  return value;
}

size_t parse_choice(Cell const& cell, std::vector<std::string> const& allowed) {
  auto const it = std::find(allowed.begin(), allowed.end(), cell.text);
  if (it == allowed.end()) throw Error(Exit::data, complaint(cell, fmt::format("{}", fmt::join(allowed, ", "))));
  return static_cast<size_t>(it - allowed.begin());
}

}  // namespace mixup
