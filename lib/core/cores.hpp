// cores: how many processors this process may keep busy.
#pragma once
#include <optional>
#include <string>

namespace mixup {

/// Processors that the control groups of this process allow per period, such as 1.5; empty: no quota. The lowest counts
/// of its own group and those above, of version 2 (cpu.max) and version 1 (cpu.cfs_quota_us). `root`: where /proc and
/// /sys lie, for tests.
std::optional<double> cpu_quota(std::string const& root = "");

/// The number at the start of OMP_NUM_THREADS ("4", "4,2"), which people and batch systems set; empty: none that
/// counts.
std::optional<int> asked_threads(char const* variable);

/// Cores of the affinity mask, cut to the quota and to OMP_NUM_THREADS; at least 1.
int usable_cores();

}  // namespace mixup
