#include "core/ranks.hpp"

#include <charconv>
#include <cstring>
#include <vector>

#include "core/error.hpp"
#include "core/run_name.hpp"

namespace mixup {
namespace {

constexpr int kMostRanks = 65536;  // more than any machine has: what is larger is a mistake
constexpr int kLastPort = 65535;

/// What a launcher tells each of its processes.
struct Launcher {
  char const *rank, *size;
  void (*meet)(Ranks& ranks, Variable const& variable);
};

std::string text(Variable const& variable, char const* name) {
  auto const* const found = variable(name);
  return found ? found : "";
}

int whole_number(Variable const& variable, char const* name, int least, int most) {
  auto const typed = text(variable, name);
  int value = 0;
  auto const end = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (end.ec != std::errc() || end.ptr != typed.data() + typed.size() || value < least || value > most)
    throw error(Exit::usage, "{}: got \"{}\", allowed {} ... {}", name, typed, least, most);
  return value;
}

/// MASTER_ADDR and MASTER_PORT, where they are given. False: they are not.
bool meet_at_master(Ranks& ranks, Variable const& variable) {
  auto const address = text(variable, "MASTER_ADDR");
  if (address.empty()) return false;
  auto& place = ranks.place;
  place.port = whole_number(variable, "MASTER_PORT", 1, kLastPort);
  place.served = text(variable, "TORCHELASTIC_USE_AGENT_STORE") == "True";
  if (place.served) place.prefix = "start " + text(variable, "TORCHELASTIC_RESTART_COUNT");
  bool const loopback = address.rfind("127.", 0) == 0 || address == "localhost" || address == "::1";
  if (loopback && !place.served)
    place.key = fmt::format("port-{}", place.port);
  else
    place.address = address;
  return true;
}

void meet_as_torchrun_says(Ranks& ranks, Variable const& variable) {
  if (!meet_at_master(ranks, variable))
    throw error(Exit::usage,
                "MASTER_ADDR: is not set, RANK and WORLD_SIZE are: allowed is the machine of rank 0, or 127.0.0.1 when "
                "all {} ranks are here, with MASTER_PORT",
                ranks.size);
}

void meet_as_mpirun_says(Ranks& ranks, Variable const& variable) {
  if (meet_at_master(ranks, variable)) return;
  if (whole_number(variable, "OMPI_COMM_WORLD_LOCAL_SIZE", 1, kMostRanks) != ranks.size)
    throw error(Exit::usage,
                "MASTER_ADDR: is not set, and mpirun started ranks on several machines: allowed is the machine of rank "
                "0, with -x MASTER_ADDR=... -x MASTER_PORT=...");
  auto const job = text(variable, "PMIX_NAMESPACE");
  if (job.empty()) throw error(Exit::usage, "PMIX_NAMESPACE: is not set, mpirun of Open MPI 3 or later sets it");
  ranks.place.key = "mpirun-" + job;
}

/// A step has a number of its own within its job, and a job that is queued again counts up.
void meet_as_srun_says(Ranks& ranks, Variable const& variable) {
  if (meet_at_master(ranks, variable)) return;
  constexpr int kFirstPort = 29500, kPorts = 1000;  // from PyTorch's own port on
  auto const job = text(variable, "SLURM_JOB_ID"), step = text(variable, "SLURM_STEP_ID");
  if (whole_number(variable, "SLURM_STEP_NUM_NODES", 1, kMostRanks) == 1) {
    ranks.place.key = fmt::format("srun-{}.{}.{}", job, step, text(variable, "SLURM_RESTART_COUNT"));
    return;
  }
  ranks.place.address = first_host(text(variable, "SLURM_STEP_NODELIST"));
  ranks.place.port = kFirstPort + (whole_number(variable, "SLURM_JOB_ID", 0, 2147483647) +
                                   whole_number(variable, "SLURM_STEP_ID", 0, 2147483647)) %
                                      kPorts;
}

// The size of a step, not of the job (SLURM_NTASKS): a batch script that calls the program itself is one process.
constexpr Launcher kLaunchers[] = {
    {"RANK", "WORLD_SIZE", meet_as_torchrun_says},
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", meet_as_mpirun_says},
    {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", meet_as_srun_says},
};

}  // namespace

Ranks ranks_of(Variable const& variable) {
  for (auto const& launcher : kLaunchers) {
    if (!variable(launcher.rank) || !variable(launcher.size)) continue;
    Ranks out;
    out.size = whole_number(variable, launcher.size, 1, kMostRanks);
    out.rank = whole_number(variable, launcher.rank, 0, out.size - 1);
    out.said_by = launcher.size;
    if (out.several()) launcher.meet(out, variable);
    return out;
  }
  return {};
}

std::string first_host(std::string const& list) {
  auto const end = list.find_first_of("[,");
  auto host = list.substr(0, end);
  if (end != std::string::npos && list[end] == '[') {
    auto const stop = list.find_first_of("-,]", end);
    if (stop == std::string::npos)
      host.clear();
    else
      host += list.substr(end + 1, stop - end - 1);
  }
  if (host.empty())
    throw error(Exit::usage, "SLURM_STEP_NODELIST: got \"{}\", allowed names such as n01 or n[01-03,07]", list);
  return host;
}

Run over_ranks(Run run, int size) {
  auto const batch = run.budget.batch;
  auto& micro = run.budget.micro_batch;
  if (size == 1) return run;
  if (batch % size != 0)
    throw error(Exit::usage, "{}: /budget/batch: got {} for {} ranks, allowed are multiples of {}", run_name(run),
                batch, size, size);
  auto const share = batch / size;
  if (micro == 0) {
    micro = share;
    run.row += fmt::format("{}micro_batch={}", kPointMark, micro);
  }
  if (share % micro != 0)
    throw error(Exit::usage,
                "{}: /budget/micro_batch: got {} for {} ranks with {} examples of a batch of {} each, allowed are "
                "divisors of {}",
                run_name(run), micro, size, share, batch, share);
  return run;
}

}  // namespace mixup
