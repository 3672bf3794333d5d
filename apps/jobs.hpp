// jobs: what a suite is about to do: which runs are done, which are stale, what the rest will cost.
#pragma once
#include <string>
#include <vector>

#include "apps/suite.hpp"
#include "results/store.hpp"

namespace mixup {

struct Job {
  Planned const* planned;
  State state;       // missing: to be run
  std::string note;  // for people
};

/// "cifar/small/cifar10-preact18-erm-s1"
std::string title(Run const& run);

/// What the store says of a run; `again`: what is done or stale is run again.
Job look_up(Planned const& planned, Store const& store, bool again);

/// Every data set that the jobs will read is there, before hours are spent on the first. Exit::unavailable if not.
void require_data(std::vector<Job> const& jobs, DataPlace const& place);

/// The jobs with their costs on --dry-run, and a line of sums.
void show_plan(std::vector<Job> const& jobs, RunFlags const& flags);

}  // namespace mixup
