// delimited: tables of text, one row per line, cells between commas or blanks.
#pragma once
#include "formats/text.hpp"

namespace mixup {

enum class Separator { comma, blanks };

/// The cells of `part`, which lies within `line`. Commas: "a,,b" has an empty cell in the middle; blanks around a cell
/// do not count. Blanks and tabs: any number of them, also at the ends (rows of ARCENE end in one).
Cells split_cells(Text const& file, Line const& line, std::string_view part, Separator separator);

/// All rows; empty lines are skipped. Each row must have `width` cells. Errors: Exit::data.
std::vector<Cells> read_cells(Text const& file, Separator separator, size_t width);

/// Exit::data unless the row of `line` has `width` cells.
void require_width(Text const& file, Line const& line, Cells const& cells, size_t width);

}  // namespace mixup
