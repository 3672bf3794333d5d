// metrics: the numbers that records hold: one by one, by seed, and paired over the rows of a comparison.
#pragma once
#include <map>
#include <optional>

#include "core/comparison.hpp"
#include "report/gather.hpp"
#include "stats/paired.hpp"
#include "stats/seed_mean.hpp"

namespace mixup {

/// The number at `pointer` in the record's metrics; none when there is none.
std::optional<double> measured(Record const& record, std::string const& pointer);

/// The numbers of the records that have one.
BySeed by_seed(Records const& records, std::string const& pointer);

/// By how much splits of one data set overlap (stats/seed_mean); 0 unless each seed of `runs` draws its own.
double overlap(Table const& table, Records const& runs);

/// The mean of one number per seed of `runs`, or of their differences to others, widened for the overlap of splits.
SeedMean mean_over_seeds(std::vector<double> const& values, Table const& table, Records const& runs);

/// The line that shows a row.
using LineOf = std::map<Row const*, SheetLine const*>;
LineOf lines_of(Sheet const& sheet);

/// The line's runs that are done; none when the row has no line.
Records done_of(LineOf const& lines, Row const* row);

/// The comparison seed by seed; no sums when a row has not been run.
PairedSum paired(Comparison const& comparison, LineOf const& lines, std::string const& pointer);

}  // namespace mixup
