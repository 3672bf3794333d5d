// ranks: which of several processes, started together for one run, this one is, and where they meet.
#pragma once
#include <functional>
#include <string>

#include "core/run.hpp"

namespace mixup {

/// Where the ranks of a run find one another. Exactly one of `file`, `key` and `address` is set when there are several.
struct MeetingPlace {
  std::string file;     // they share this file and this machine: --nproc
  std::string key;      // they share this machine, and no other start of ranks there has this name: mpirun, srun
  std::string address;  // the machine of rank 0, which listens on all of its interfaces at `port`
  int port = 0;
  bool served = false;  // somebody else listens there already: torchrun's agent
  std::string prefix;   // of what is said there: one start of a torchrun that starts anew
};

struct Ranks {
  int rank = 0, size = 1;  // rank 0 has the screen, the records and the checkpoints
  std::string said_by;     // the variable or flag that says so; empty: nobody, there is one
  MeetingPlace place;
  double timeout = 600;  // seconds after which one that does not answer is given up

  bool several() const { return size > 1; }
  bool first() const { return rank == 0; }
};

/// A variable of the environment, or nullptr.
using Variable = std::function<char const*(char const* name)>;

/// What torchrun (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT), mpirun of Open MPI (OMPI_COMM_WORLD_*) or Slurm's srun
/// (SLURM_PROCID, SLURM_STEP_*) tells a process that it starts, in this order; one rank where none does. On one machine
/// nothing is needed beyond that; on several, MASTER_ADDR and MASTER_PORT, which srun's variables replace. An address
/// of the loopback interface is a meeting on one machine. Errors: Exit::usage with the variable, what it holds and what
/// is allowed.
Ranks ranks_of(Variable const& variable);

/// The first host of Slurm's list: "n01" of "n[01-03,07],m5". Errors: Exit::usage.
std::string first_host(std::string const& list);

/// The run as so many ranks make it: a batch that passed the net as a whole passes it in as many micro-batches, each
/// with lambda, partners and batch norm of its own, and the row is named after that (Budget::micro_batch). One rank, or
/// a run in micro-batches already: the run as it is. Errors: Exit::usage when the ranks cannot share a batch evenly.
Run over_ranks(Run run, int size);

}  // namespace mixup
