// run_name: names are made of the fields of a run.
#include "core/run_name.hpp"

#include <fmt/format.h>

namespace mixup {

std::string run_name(Run const& run) {
  return fmt::format("{}/{}/{}-s{}", run.experiment, run.scale, run.row, run.seed);
}

std::string record_path(Run const& run) { return run_name(run) + ".json"; }

bool is_new_point(Run const& run) { return run.row.find(kPointMark) != std::string::npos; }

std::string base_row(Run const& run) { return run.row.substr(0, run.row.find(kPointMark)); }

}  // namespace mixup
