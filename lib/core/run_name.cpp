// run_name: names are made of the fields of a run.
#include "core/run_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mixup {

std::string run_name(Run const& run) {
  return fmt::format("{}/{}/{}-s{}", run.experiment, run.scale, run.row, run.seed);
}

std::string record_path(Run const& run) { return run_name(run) + ".json"; }

bool is_record_path(std::string const& name) {
  constexpr std::string_view kEnd = ".json";
  auto const mark = name.rfind("-s"), end = name.size() - std::min(name.size(), kEnd.size());
  if (mark == std::string::npos || mark + 2 >= end || name.compare(end, kEnd.size(), kEnd) != 0) return false;
  auto const seed = name.substr(mark + 2, end - mark - 2);
  return std::count(name.begin(), name.end(), '/') == 2 && seed.find_first_not_of("0123456789") == std::string::npos;
}

bool is_new_point(Run const& run) { return run.row.find(kPointMark) != std::string::npos; }

std::string base_row(Run const& run) { return run.row.substr(0, run.row.find(kPointMark)); }

}  // namespace mixup
