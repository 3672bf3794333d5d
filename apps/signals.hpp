// signals: Ctrl-C and a cluster's warnings become a wish to stop at the next step.
#pragma once
#include <atomic>

namespace mixup {

/// While it lives, the first SIGINT, SIGTERM or SIGUSR1 is remembered instead of ending the process, and a second
/// SIGINT ends it at once.
class StopSignals {
 public:
  StopSignals();
  StopSignals(StopSignals const&) = delete;
  StopSignals& operator=(StopSignals const&) = delete;
  ~StopSignals();

  /// From now on this process says nothing when it is asked to stop: another one does.
  static void be_silent();

  /// The first signal, or 0.
  static std::atomic<int> const& received();
};

}  // namespace mixup
