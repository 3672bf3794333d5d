// temporary_folder: an empty folder that goes with its scope.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <string>

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "mixup-test-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  ~TemporaryFolder() {
    std::error_code unused;
    std::filesystem::remove_all(path, unused);
  }

  std::string operator/(std::string const& name) const { return path + "/" + name; }

  std::string path;
};
