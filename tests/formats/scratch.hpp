// scratch: a folder of its own for a test, and errors as values.
#pragma once
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/error.hpp"

namespace mixup::test {

/// Removed with everything in it.
class ScratchFolder {
 public:
  ScratchFolder() {
    static std::atomic<int> count{0};
    auto const now = std::chrono::steady_clock::now().time_since_epoch().count();
    path_ = std::filesystem::temp_directory_path() / fmt::format("mixup-data-{}-{}", now, count++);
    std::filesystem::create_directories(path_);
  }
  ScratchFolder(ScratchFolder const&) = delete;
  ScratchFolder& operator=(ScratchFolder const&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path() const { return path_.string(); }

  /// Writes a file below the folder and returns its path.
  std::string write(std::string const& name, std::string const& content) const {
    auto const path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }

 private:
  std::filesystem::path path_;
};

/// The error that `action` ends with; Exit::ok when it does not.
template <class Action>
Error error_of(Action action) {
  try {
    action();
  } catch (Error const& e) {
    return e;
  }
  return {Exit::ok, "no error"};
}

}  // namespace mixup::test
