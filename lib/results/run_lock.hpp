// run_lock: a run is made by one process at a time; another one takes the next run meanwhile.
#pragma once
#include <string>

namespace mixup {

class RunLock {
 public:
  /// Takes the lock if nobody has it; does not wait. Makes the folders above. Errors: Exit::io when the file cannot be
  /// made or its file system has no locks.
  explicit RunLock(std::string path);
  RunLock(RunLock const&) = delete;
  RunLock& operator=(RunLock const&) = delete;
  /// Removes the file; the system gives the lock back however the process ends.
  ~RunLock();

  bool held() const { return fd_ >= 0; }
  /// "process 123 on host", who holds it instead.
  std::string const& holder() const { return holder_; }

 private:
  std::string path_, holder_;
  int fd_ = -1;
};

}  // namespace mixup
