// run_name: what a run is called on the screen, in the report and on the disk.
#pragma once
#include <string>

#include "core/run.hpp"

namespace mixup {

/// "cifar/small/preact18-erm-s1": experiment, scale, row and seed.
std::string run_name(Run const& run);

/// Where its record lies below a folder of records: "cifar/small/preact18-erm-s1.json".
std::string record_path(Run const& run);

/// What stands between a row's name and the fields in which a new point differs from it: "preact18-erm+alpha=0.5".
/// No row of a table has it in its name.
constexpr char kPointMark = '+';

/// True for a point that no row of its table has (core/plan makes them).
bool is_new_point(Run const& run);

/// The row from which a new point was made; else the run's own row.
std::string base_row(Run const& run);

}  // namespace mixup
