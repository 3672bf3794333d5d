// cache_log: an image cache while it is built: a file that only grows, and that is gone on with after a crash.
#pragma once
#include <string>
#include <vector>

#include "core/output.hpp"
#include "formats/cache_layout.hpp"

namespace mixup {

/// Belongs to one process at a time. Appended records stay; a record that a kill leaves half-written is cut off by the
/// next log of the same key.
class CacheLog {
 public:
  /// Opens or makes `path`.part. A log of another key (other images, size or quality) is begun anew. Errors:
  /// Exit::io, also when another process builds the same cache.
  CacheLog(std::string const& path, CacheKey const& key);
  CacheLog(CacheLog const&) = delete;
  CacheLog& operator=(CacheLog const&) = delete;

  std::vector<CacheEntry> const& records() const { return records_; }

  /// The next image. Errors: Exit::io with path and reason, such as a full disk.
  void append(CacheKind kind, std::string_view payload);

  /// Index and footer, to the disk, then `path` it is: whole or not at all.
  void finish(std::string const& index);

 private:
  void lock();
  void resume();
  void write(std::string_view bytes);
  void sync();

  std::string path_, part_, header_;
  CacheKey key_;
  OutputFile file_;
  uint64_t end_ = 0, synced_ = 0;
  std::vector<CacheEntry> records_;
};

}  // namespace mixup
