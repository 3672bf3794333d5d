// flags: the flags that all experiments share, and what they say about a run.
#pragma once
#include <CLI/CLI.hpp>

#include "core/options.hpp"
#include "core/plan.hpp"

namespace mixup {

struct RunFlags {
  std::string scale = "small";
  bool all = false, dry_run = false, again = false, quiet = false;
  int64_t seeds = 0;                                         // 0: as many as the scale has
  int64_t seed = -1;                                         // one seed alone; -1: not given
  std::vector<std::pair<std::string, std::string>> changes;  // JSON pointer -> value as typed, of flags of their own
  std::vector<std::pair<std::string, std::string>> sets;     // the same of --set: the last of a field counts
  std::vector<std::string> data;                             // a name, a folder, or "synthetic"
  std::string out = "results";
  std::string tensorboard;        // folder of event files; empty: none
  std::vector<std::string> rows;  // names of rows, or patterns
  bool keep_weights = false;
  int workers = 0;    // runs that are made at once; 0: as advised (workers.hpp)
  int processes = 1;  // ranks that this program starts itself (launch.hpp)
  double limit = 0;   // seconds after which no run is begun; 0: none
  Options options;
};

void add_run_flags(CLI::App& verb, RunFlags& flags);

/// --nproc and --timeout
void add_rank_flags(CLI::App& verb, RunFlags& flags);

/// --jobs
void add_jobs_flag(CLI::App& verb, RunFlags& flags);

/// The group of flags that say where and how it is computed.
inline constexpr char kMachineFlags[] = "Machine";

/// Device, precision, kernels, --data-dir.
void add_compute_flags(CLI::App& verb, Options& options);

/// These, and threads.
void add_machine_flags(CLI::App& verb, Options& options);

/// $XDG_CACHE_HOME/mixup-bench or ~/.cache/mixup-bench; empty where neither is known, which is an error only where a
/// data folder is needed (catalog/places).
std::string default_data_root();

/// The selection that the flags make; fills options.place with the folders to look in. Exit::usage for names that do
/// not exist.
Selection selection(RunFlags& flags);

}  // namespace mixup
