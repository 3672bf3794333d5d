// frame: a table of examples as read, before splitting, one-hot coding and scaling.
#pragma once
#include <cstdint>
#include <vector>

namespace mixup {

struct Frame {
  int64_t rows = 0, columns = 0, classes = 0;
  std::vector<double> values;        // [rows, columns], row after row; NaN: missing; of a categorical column: its index
  std::vector<int64_t> categories;   // of each column: how many it has; 0: the column is a number
  std::vector<int64_t> labels;       // [rows], 0 ... classes - 1
  std::vector<double> targets = {};  // [rows], numbers to be learnt in place of the classes; or empty

  double at(int64_t row, int64_t column) const { return values[static_cast<size_t>(row * columns + column)]; }
};

}  // namespace mixup
