// together: the ranks of this process's run, as they found one another.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "core/options.hpp"
#include "core/run.hpp"
#include "train/parallel/group.hpp"

namespace mixup::train {

struct Together {
  std::shared_ptr<Group> group = alone();
  int crowd = 1;      // ranks that share the processors that this one may use
  int local = 0;      // which of the ranks on this machine this is: its GPU
  std::string hosts;  // "n01 (4), n02 (4)"
};

/// One rank, until `join`.
Together const& together();

/// Meets the other ranks of options.ranks and compares what must be the same everywhere. Errors: those of c10d_group;
/// Exit::usage for another build or LibTorch.
void join(Options const& options);

/// Rank 0: tells the others which run comes. Errors: Exit::again when the ranks are no longer together.
void announce(Run const& run);
/// Rank 0: tells the others that there are no more runs, if they are still there.
void dismiss();
/// The others: calls `make` for each run that rank 0 announces, until it dismisses them.
void follow(std::function<void(Run const&)> const& make);
/// From now on the group is of no use: one rank left a run in the middle.
void part();

}  // namespace mixup::train
