// suite: a list of runs, shown first, then run one by one; what is done is skipped, what fails is recorded.
#pragma once
#include "apps/flags.hpp"
#include "core/table.hpp"

namespace mixup {

struct Planned {
  Table const* table;
  Run run;
};

/// Exit code of the whole: 0, or 1 when a run failed, diverged or is stale. Errors that concern every run (usage, data,
/// disk) end the suite.
int run_suite(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command);

}  // namespace mixup
