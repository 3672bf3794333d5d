// text: a text file, its lines whatever ends them, its cells with their place, and strict numbers.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mixup {

struct Text {
  std::string path, content;
};

struct Line {
  size_t number;  // from 1
  std::string_view text;
};

/// One value of a table and where it stands; `file` outlives it.
struct Cell {
  std::string_view text;
  Text const* file;
  size_t line, column;  // from 1; column in bytes
};
using Cells = std::vector<Cell>;

/// The text of `bytes`, which are those of the file at `path`: UTF-8 with or without a byte order mark. Errors:
/// Exit::data.
Text parse_text(std::string const& bytes, std::string const& path);

/// parse_text of a whole file. Errors: also Exit::io.
Text read_text(std::string const& path);

/// LF, CRLF and a lone CR (HTRU_2.csv has nothing else) end a line; a last line without an end counts.
std::vector<Line> split_lines(std::string_view content);

/// Without blanks and tabs at both ends.
std::string_view trim(std::string_view text);

/// What a person can read of any bytes in one line of a terminal.
std::string shown(std::string_view text, size_t longest = 40);

/// "file:line:column: got 'text', allowed ...", for Exit::data.
std::string complaint(Cell const& cell, std::string_view allowed);

/// A finite decimal number that is the whole cell. Errors: Exit::data.
double parse_number(Cell const& cell);

/// The position of the cell's text among `allowed`. Errors: Exit::data.
size_t parse_choice(Cell const& cell, std::vector<std::string> const& allowed);

}  // namespace mixup
