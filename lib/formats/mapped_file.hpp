// mapped_file: a file's bytes as memory, read when they are touched.
#pragma once
#include <string>
#include <string_view>

namespace mixup {

/// Whoever cuts the file while it is mapped ends the program: files that are mapped are replaced by renaming, never
/// written in place.
class MappedFile {
 public:
  /// Errors: Exit::io when it cannot be read.
  explicit MappedFile(std::string const& path);
  MappedFile(MappedFile const&) = delete;
  MappedFile& operator=(MappedFile const&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {static_cast<char const*>(memory_), size_}; }

 private:
  void* memory_ = nullptr;
  size_t size_ = 0;
};

}  // namespace mixup
