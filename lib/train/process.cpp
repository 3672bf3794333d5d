#include "train/process.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>

#include "core/cores.hpp"
#include "train/machine.hpp"

namespace mixup::train {
namespace {

/// glibc otherwise returns the large activations of every step to the kernel and faults them in again (docs/speed.md).
void keep_memory_mapped() {
  mallopt(M_MMAP_MAX, 0);                 // large blocks come from the heap, too
  mallopt(M_TRIM_THRESHOLD, 2147483647);  // and the heap is not given back between steps
  mallopt(M_TOP_PAD, 64 << 20);           // and it grows in steps of 64 MiB
}

}  // namespace

void set_threads(int count) {
  at::set_num_threads(count);
  auto* const openblas = dlsym(RTLD_DEFAULT, "openblas_set_num_threads");  // of a library that may not be loaded
  if (openblas) reinterpret_cast<void (*)(int)>(openblas)(count);
}

int set_up_process(Options const& options, models::Compute const& policy, Progress& progress, int crowd) {
  forget_peak_memory();
  int const advised = policy.threads == models::ThreadPolicy::every_core ? std::max(1, usable_cores() / crowd) : 1;
  int const threads = options.threads > 0 ? options.threads : advised;
  set_threads(threads);
  if (!options.return_memory) keep_memory_mapped();
  if (policy.blas == models::BlasPolicy::needs_a_fast_one && !has_fast_blas())
    progress.note("no OpenBLAS in this process: matrix products may be 40 times slower (install libopenblas0-pthread)");
  at::globalContext().setDeterministicCuDNN(true);
  return threads;
}

}  // namespace mixup::train
