#include "apps/training_part.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "apps/module.hpp"
#include "core/cores.hpp"
#include "core/error.hpp"

namespace mixup {
namespace {

constexpr char kTrainingPart[] = "the training part";

template <class Function>
Function entry_point(void* part, char const* name) {
  return reinterpret_cast<Function>(part_symbol(part, name, kTrainingPart));
}

// Address space by measurement (VmPeak of a toy run, LibTorch 1.13): 800 MB with one thread of OpenBLAS, 139 MB for
// another.
constexpr uint64_t kLoading = 1000, kBlasThread = 140;  // MB

int blas_threads() {
  for (auto const* variable : {"OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"})
    if (auto const asked = asked_threads(std::getenv(variable))) return *asked;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// OpenBLAS makes its threads when it is loaded, and waits for ever for one that could not be made.
void require_address_space() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  int const threads = blas_threads();
  uint64_t const needed = kLoading + kBlasThread * static_cast<uint64_t>(threads - 1);
  if (limit.rlim_cur / 1000000 >= needed) return;
  throw error(
      Exit::io,
      "the limit of address space (ulimit -v) is {} MB; LibTorch needs {} MB here, {} of them for each thread of "
      "OpenBLAS but the first ({}; OPENBLAS_NUM_THREADS=1 makes it one)",
      limit.rlim_cur / 1000000, needed, kBlasThread, threads);
}

/// Threads that spin while they wait keep the processor from the one they wait for, where another process runs: a step
/// then took three times as long (docs/speed.md). OpenMP reads this when it is loaded.
void let_waiting_threads_sleep() { ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0); }

TrainingPart open_training_part() {
  require_address_space();
  let_waiting_threads_sleep();
  void* const part = open_part("mixup-bench-train", kTrainingPart);
  return {entry_point<decltype(&mixup_run)>(part, "mixup_run"),
          entry_point<decltype(&mixup_join)>(part, "mixup_join"),
          entry_point<decltype(&mixup_dismiss)>(part, "mixup_dismiss"),
          entry_point<decltype(&mixup_follow)>(part, "mixup_follow"),
          entry_point<decltype(&mixup_measure)>(part, "mixup_measure"),
          entry_point<decltype(&mixup_predict)>(part, "mixup_predict"),
          entry_point<decltype(&mixup_verify)>(part, "mixup_verify")};
}

}  // namespace

TrainingPart const& training_part() {
  static TrainingPart const part = open_training_part();
  return part;
}

}  // namespace mixup
