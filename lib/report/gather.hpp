// gather: which records stand behind which line of which table.
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"
#include "results/record.hpp"

namespace mixup {

using Records = std::vector<Record const*>;  // of one line: in the order of their seeds

/// One line of a printed table: a row of the paper's table, or a new point.
struct SheetLine {
  std::string name;          // of the row
  std::string group, label;  // as printed
  Row const* row = nullptr;  // nullptr: a point that no row has
  Records done, broken;      // broken: failed or diverged
  Records records() const;   // first those done
};

/// Real data, generated data and part of the data never share a sheet.
struct Sheet {
  Source source = Source::real;
  bool partial = false;
  std::vector<SheetLine> lines;
  Records records() const;  // of all lines
};

/// What there is of one scale. The records are those given to `gather`, which must outlive this.
struct ScaleResults {
  std::vector<Sheet> sheets;  // empty: no record at all
  Records stale;              // of a row that is gone or that would run otherwise today
};

ScaleResults gather(Table const& table, Scale const& scale, std::vector<Record> const& records);

}  // namespace mixup
