// temporary_folder: a new folder that goes with its scope.
#pragma once
#include <string>

namespace mixup {

class TemporaryFolder {
 public:
  /// In TMPDIR; this user alone may look into it (mode 0700). Errors: Exit::io.
  TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder();

  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace mixup
