// ranks: the processes that make each run of a suite together, seen from one of them.
#pragma once
#include "apps/flags.hpp"
#include "core/options.hpp"
#include "core/ranks.hpp"

namespace mixup {

/// Who makes these runs: processes that are to be started, or those that a launcher has started. Exit::usage when both
/// are said, or several runs at once.
Ranks ranks_of_process(RunFlags const& flags);

/// The ranks of this process, whose first one it is: the others are sent home at the end, however it comes.
class Followers {
 public:
  explicit Followers(Options const& options);
  Followers(Followers const&) = delete;
  Followers& operator=(Followers const&) = delete;
  ~Followers();

 private:
  bool there_;
};

/// The work of a rank that is not the first, until it is dismissed: its exit code.
int follow(RunFlags const& flags);

}  // namespace mixup
