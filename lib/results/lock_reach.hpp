// lock_reach: whether a lock on a shared folder is seen by other machines.
#pragma once
#include <string>

namespace mixup {

/// Empty, or why other machines do not see an flock in `folder`: NFS mounted with local_lock=flock or all (which nolock
/// makes it), Lustre with localflock. Linux's NFS asks the server for a lock otherwise (nfs(5), since 2.6.12).
/// `mounts`: the system's list, for tests.
std::string lock_stays_here(std::string const& folder, std::string const& mounts = "/proc/self/mountinfo");

}  // namespace mixup
