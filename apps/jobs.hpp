// jobs: what a suite is about to do: which runs are done, which are stale, what the rest will cost.
#pragma once
#include <string>
#include <vector>

#include "apps/estimate.hpp"
#include "apps/suite.hpp"
#include "results/store.hpp"

namespace mixup {

struct Job {
  Planned const* planned;
  State state;                        // missing: to be run
  std::string note;                   // for people
  std::optional<Record> record = {};  // of a run that is done, or that is to be made again
};

/// The state of a run in the store; `again`: done and stale ones are run again.
Job look_up(Planned const& planned, Store const& store, bool again);

/// Every data set that the jobs will read is there, before hours are spent on the first. Exit::unavailable if not.
void require_data(std::vector<Job> const& jobs, DataPlace const& place);

/// The jobs with their costs on --dry-run, and a line of sums.
void show_plan(std::vector<Job> const& jobs, RunFlags const& flags, Estimate const& estimate);

/// Where nothing is to be done: how to do it all the same.
void show_ways_on(std::vector<Job> const& jobs);

/// What the jobs will cost now that a first run of some net was measured; nothing when it is less than a minute.
void show_what_is_left(std::vector<Job> const& jobs, Estimate const& estimate);

}  // namespace mixup
