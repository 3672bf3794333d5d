// row_pattern: rows of a table by a name with * in it, as claims and --row give them.
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

/// The rows that `pattern` of a claim names, in the order of the table: one at least. Exit::data, at `where`, for a
/// pattern that fits no row or has more than one *.
std::vector<RowMatch> rows_matching(Table const& table, std::string const& pattern, std::string const& where);

/// The same for a person's pattern, in which each * stands for any letters, as in a shell. Exit::usage if it fits none.
std::vector<Row const*> rows_like(Table const& table, std::string const& pattern);

}  // namespace mixup
