// plan: which runs of a table the flags of an experiment's verb ask for.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/table.hpp"

namespace mixup {

struct Selection {
  std::string scale = "demo";
  bool all = false;               // lifts the defaults
  std::vector<std::string> rows;  // names or patterns (row_pattern.hpp) of the rows; empty: all
  std::vector<int64_t> seeds;     // empty: `count` from the scale's first seed on
  int64_t count = 0;              // 0: as many as the scale has
  Json changes = Json::object();  // JSON pointer -> value, in the order of the flags' definition; --set last
};

/// Rows in the order of the table, for each row its seeds.
///
/// - The defaults of the table and of the scale narrow the rows on every axis without a flag, unless `all` or rows are
///   named.
/// - A change of an axis narrows further: rows whose run has that value are kept (1 equals 1.0).
/// - A value that no remaining row has makes one new point: the first remaining row with the new values,
///   named `<row>+alpha=0.5`; with its group (`+method.warmup=5`) where an earlier field of a run has that name.
/// - A change that is no axis patches every selected row; the names get the same suffix: `<row>+epochs=3`. A value
///   that every selected row has already is no change.
///
/// Errors: Exit::usage for a pointer that is no field, a value that is not allowed, and when no row is left.
std::vector<Run> plan(Table const& table, Selection const& selection);

}  // namespace mixup
