// child: a program run to its end, what it printed, and what time it took.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace mixup {

struct Ended {
  int code = 0;            // its exit code, 128 + N when signal N ended it
  std::string out, err;    // stdout and stderr
  double seconds = 0;      // on the clock, from start to end
  double cpu_seconds = 0;  // of the processor, with those that it waited for
};

/// Runs `words` (the first is looked for on PATH) with stdin empty and OMP_WAIT_POLICY=passive: threads that spin while
/// they wait would take the processors from whoever is timed beside them. A stop signal that this process receives is
/// handed on. Errors: Exit::unavailable with the reason when the program cannot be started; Exit::interrupted or
/// terminated when this process was asked to stop.
Ended run_child(std::vector<std::string> const& words);

/// A process that keeps one processor busy as long as it lives.
class BusyProcess {
 public:
  BusyProcess();
  BusyProcess(BusyProcess const&) = delete;
  BusyProcess& operator=(BusyProcess const&) = delete;
  ~BusyProcess();

 private:
  pid_t process_;
};

}  // namespace mixup
