// lock: one process at a time works on a data folder.
#pragma once
#include <functional>
#include <string>

namespace mixup {

class FolderLock {
 public:
  /// Waits until no other process holds `path` (made if absent, never removed: a removed lock file is no lock);
  /// `waiting` is called once if it has to. The system gives the lock back however the process ends.
  FolderLock(std::string const& path, std::function<void()> const& waiting);
  FolderLock(FolderLock const&) = delete;
  FolderLock& operator=(FolderLock const&) = delete;
  ~FolderLock();

 private:
  int fd_;
};

}  // namespace mixup
