// workers: the runs of a suite made by several processes at once, each of which takes the next run that nobody has.
#pragma once
#include <functional>
#include <vector>

#include "apps/making.hpp"
#include "apps/message.hpp"

namespace mixup {

/// How many runs are made at once when nobody says so: one per core where every net is narrow, so that a second core
/// makes a second run faster than it helps the first (docs/speed.md), else one, which takes all cores. One where
/// --threads was given or a GPU may be used.
size_t advised_workers(std::vector<Run> const& runs, Options const& options);

/// What every worker is given, and whom the program tells of it.
struct Work {
  size_t jobs;                                      // they are numbered from 0 and taken in this order
  std::function<Made(size_t job, Progress&)> make;  // called in a worker
  std::function<bool()> time_is_up;                 // called in a worker before each job
  std::function<void(Message const&)> told;         // called in this process for each message, as they come
};

/// Starts `count` processes, each a copy of this one, and waits until they have ended. A signal that asks this process
/// to stop is handed on to them; they end with this process, however it ends. A worker that is killed is told as an
/// error of the run that it made (Exit::failed); another takes its place, sixteen times at most, and the others go on.
/// An error of usage, data or disk, or a stop, ends all: the first is thrown when every worker has ended, with its
/// runs' checkpoints written.
void work_together(Work const& work, size_t count);

}  // namespace mixup
