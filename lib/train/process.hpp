// process: what is set once for the whole process before a net trains: threads, allocator, cuDNN.
#pragma once
#include "core/options.hpp"
#include "core/progress.hpp"
#include "models/compute.hpp"

namespace mixup::train {

/// Starts a run's count of memory, sets the threads of ATen and of OpenBLAS, the allocator and deterministic cuDNN (the
/// same seed gives the same record), and warns when a net that needs a fast BLAS has none. Returns the number of
/// threads: the options' where they name one, else that of the policy, for one of `crowd` processes that share the
/// processors.
int set_up_process(Options const& options, models::Compute const& policy, Progress& progress, int crowd = 1);

/// Debian's LibTorch starts with half the cores, and telling ATen does not reach OpenBLAS: both are set.
void set_threads(int count);

}  // namespace mixup::train
