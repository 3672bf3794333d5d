#include "apps/ranks.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>

#include "apps/signals.hpp"
#include "apps/training_part.hpp"
#include "core/error.hpp"

namespace mixup {

Ranks ranks_of_process(RunFlags const& flags) {
  auto ranks = ranks_of([](char const* name) { return std::getenv(name); });
  ranks.timeout = flags.options.ranks.timeout;
  if (flags.processes > 1 && ranks.several())
    throw error(Exit::usage, "--nproc {}: {} says that {} processes were started already, allowed is one of the two",
                flags.processes, ranks.said_by, ranks.size);
  if (flags.workers > 1 && std::max(flags.processes, ranks.size) > 1)
    throw error(Exit::usage, "--jobs {}: processes that make each run together make one at a time, allowed is 1",
                flags.workers);
  return ranks;
}

Followers::Followers(Options const& options) : there_(options.ranks.several()) {
  if (there_) training_part().join(options);
}

Followers::~Followers() {
  try {
    if (there_) training_part().dismiss();
  } catch (std::exception const&) {  // they have gone
  }
}

int follow(RunFlags const& flags) {
  if (flags.dry_run) return 0;
  StopSignals const signals;
  StopSignals::be_silent();
  training_part().join(flags.options);
  return training_part().follow(flags.options);
}

}  // namespace mixup
