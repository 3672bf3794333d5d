// cells: what one printed table says, as data; every format prints these.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "report/gather.hpp"
#include "stats/seed_mean.hpp"

namespace mixup {

enum class CellKind { group, row, paper, elsewhere, ours, difference };
constexpr std::array<char const*, 6> names(CellKind) {
  return {"group", "row", "paper", "elsewhere", "ours", "difference"};
}

/// A cell as it is printed, and what it is made of. Texts are plain: each format escapes them.
struct PrintedCell {
  std::string text;              // never empty: kNothing where there is nothing to print, else why not
  std::optional<double> paper;   // of kind paper
  std::optional<SeedMean> ours;  // of kinds ours and difference, over `values`
  std::vector<double> values;    // one a seed (of a difference: one a pair)
  Records records;               // behind the cell; of a difference those of both rows
};

struct CellColumn {
  CellKind kind = CellKind::ours;
  Column const* column = nullptr;  // nullptr: group, row
  std::string title;               // with the unit
};

struct SheetCells {
  std::vector<CellColumn> columns;
  std::vector<std::vector<PrintedCell>> rows;  // one for each line of the sheet, each as long as columns
  std::vector<Elsewhere> sources;              // the [1], [2], ... of the cells of kind elsewhere
};

/// "test error [%]".
std::string with_unit(std::string const& title, Column const& column);

/// "diverged: loss is nan at epoch 3; 2 failed: disk full"; always with the count when other runs of the line are done.
std::string broken_text(SheetLine const& line);

/// The paper's, others' and our number side by side; the former only where there is one for any row of the table.
/// Table, sheet and records must outlive the cells.
SheetCells cells_of(Table const& table, Sheet const& sheet);

}  // namespace mixup
