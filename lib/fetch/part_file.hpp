// part_file: a file that is growing, and the version of what it is a part of.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "core/output.hpp"

namespace mixup {

class PartFile {
 public:
  /// Opens `path`.part for appending.
  explicit PartFile(std::string const& path);
  PartFile(PartFile const&) = delete;
  PartFile& operator=(PartFile const&) = delete;
  ~PartFile();

  int64_t size() const { return size_; }
  /// The ETag or date under which the part's first bytes were sent, or "" when `address` is not where they came from.
  std::string version(std::string const& address) const;
  /// Empties the part; what follows is `version` of `address`.
  void restart(std::string const& address, std::string const& version);
  /// Errors: Exit::io, such as a full disk.
  void append(char const* bytes, size_t count);
  /// Syncs and renames to `path`.
  void finish();

 private:
  std::string path_;
  std::unique_ptr<OutputFile> file_;
  int64_t size_ = 0;
};

}  // namespace mixup
