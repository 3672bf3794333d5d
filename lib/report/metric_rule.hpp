// metric_rule: which epoch of a curve of errors is a run's number, for readers who prefer another than the table's.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "report/gather.hpp"

namespace mixup {

/// A way to make one number of a curve; `key` is its name in a record's metrics (results/summary).
struct MetricRule {
  char const* name;  // on the command line
  char const* key;
  char const* words;
};

/// last, best, median10, selected.
std::vector<MetricRule> const& metric_rules();

/// The table with one column for each curve, judged by `rule`: the column that is of this rule already and has numbers
/// of the paper, else the curve's first. Claims follow. Exit::usage for a rule that does not exist.
Table with_metric(Table table, std::string const& rule);

/// What choosing the best epoch by the test set itself gains: mean of last - best over all runs of the sheet, in the
/// unit of the column. None where no column is of a curve.
struct Optimism {
  double mean = 0;
  size_t runs = 0;
  Column const* column = nullptr;
};
std::optional<Optimism> optimism(Table const& table, Sheet const& sheet);

}  // namespace mixup
