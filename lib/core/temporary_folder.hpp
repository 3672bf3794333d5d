// temporary_folder: a new folder that goes with its scope.
#pragma once
#include <string>

namespace mixup {

class TemporaryFolder {
 public:
  /// In TMPDIR. Errors: Exit::io.
  TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder();

  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace mixup
