// temporary_folder: a new folder that goes with its scope.
#pragma once
#include <string>

namespace mixup {

/// A new folder in TMPDIR that this user alone may look into (mode 0700), for others to remove. Errors: Exit::io.
std::string make_temporary_folder();

class TemporaryFolder {
 public:
  /// As above.
  TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder();

  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace mixup
