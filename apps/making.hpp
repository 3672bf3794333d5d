// making: one run becomes one record.
#pragma once
#include <optional>
#include <string>

#include "apps/flags.hpp"
#include "core/progress.hpp"
#include "results/store.hpp"

namespace mixup {

/// Version, revision and compiler of this program.
std::string program_build();

/// What came of a run: its record, or who makes it elsewhere, or neither when it was done meanwhile.
struct Made {
  std::optional<Record> record;
  std::string elsewhere;  // "cifar/small/...: is being made by process 12 on host"
};

/// Makes a run unless another process does or has done so since the plan was made, and writes its record. `seen`: when
/// the run of the record ended that is to be replaced; "": there was none, or none that is done. Its
/// checkpoints go when the record is on the disk, but not those of a run that failed or diverged: they show what it
/// came to. A person's error (data, usage, disk) and a stop by a signal are thrown, nothing is recorded then; whatever
/// else happens is a record that says "failed".
Made make_run(Run const& run, std::string const& seen, Store const& store, RunFlags const& flags,
              std::string const& command, Progress& progress);

/// Removes the checkpoints of a run whose record says "done": its process ended before it could do so itself. What
/// another process holds stays.
void remove_leftover(Run const& run, Store const& store);

}  // namespace mixup
