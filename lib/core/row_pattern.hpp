// row_pattern: rows of a table by name, or by a name with one * in it, as claims and --row give them.
#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/table.hpp"

namespace mixup {

/// A row and what "*" stands for in its name.
struct RowMatch {
  Row const* row;
  std::string star;
};

/// The rows that `pattern` names, in the order of the table: one at least. Errors: `exit`, at `where`, for a pattern
/// that fits no row or has more than one *.
std::vector<RowMatch> rows_matching(Table const& table, std::string const& pattern, std::string const& where,
                                    Exit exit = Exit::data);

}  // namespace mixup
