// launch: --nproc N: this program N times on this machine, as the ranks of one run.
#pragma once
#include <functional>

#include "core/ranks.hpp"

namespace mixup {

/// Starts `count` processes, each a copy of this one that calls `be` as its rank, and waits until they have ended. They
/// meet in a folder of their own, which is removed, and share the terminal, of which rank 0 makes use. A signal that
/// asks this process to stop is handed on; they end with this process, however it ends. When one has ended with an
/// error, a stopped one (SIGSTOP) is ended at once and all others after the timeout. Returns the exit code of the first
/// that ended with another code than 75 or 0; else 75 where one was lost, else 0. Called before anything has threads.
int launch(int count, double timeout, std::function<int(Ranks const&)> const& be);

}  // namespace mixup
