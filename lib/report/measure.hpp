// measure: figures of records, and their mean over seeds.
#pragma once
#include <optional>

#include "core/seed_mean.hpp"
#include "report/gather.hpp"

namespace mixup {

/// The number at `pointer` in the record's metrics; none when there is none.
std::optional<double> measured(Record const& record, std::string const& pointer);

/// Those that have one, in the order of the records.
std::vector<double> measured(Records const& records, std::string const& pointer);

/// What `seed_mean` must know of these records: how much larger the test part of their splits is than the training part
/// where each seed draws a split of its own, else 0.
double overlap(Table const& table, Records const& records);

/// "4.2 ± 0.1 (3)": value ± half the 95 % interval (seeds); "4.2 (1)" for one seed. `sign`: "+0.3" instead of "0.3".
std::string with_interval(SeedMean const& e, int64_t digits, bool sign = false);

}  // namespace mixup
