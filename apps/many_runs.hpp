// many_runs: the runs of a suite are made, one after the other or several at once, and each is told when it has ended.
#pragma once
#include <string>
#include <vector>

#include "apps/estimate.hpp"
#include "apps/flags.hpp"
#include "apps/jobs.hpp"
#include "results/store.hpp"

namespace mixup {

/// What a person is told at the end.
struct Outcomes {
  std::vector<std::string> troubles, elsewhere;  // runs that did not end well; runs that other processes make
  size_t not_begun = 0;                          // when the time was up
};

/// Makes those of `all` that are missing, with as many workers as flags or measurements say (apps/workers); what takes
/// times is made afterwards, by itself. Each record is one line of stdout; a stale one is a trouble. Errors: those of
/// make_run.
Outcomes make_runs(std::vector<Job> const& all, Store const& store, RunFlags const& flags, std::string const& command,
                   Estimate& estimate);

}  // namespace mixup
