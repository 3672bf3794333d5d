#include "formats/cache_log.hpp"

#include <sys/file.h>
#include <sys/stat.h>

#include <filesystem>

#include "core/error.hpp"
#include "formats/mapped_file.hpp"

namespace mixup {
namespace {

constexpr uint64_t kSyncEvery = 256 << 20;  // bytes that a power failure may cost; half a minute of eight cores' work

}  // namespace

CacheLog::CacheLog(std::string const& path, CacheKey const& key)
    : path_(path),
      part_(path + ".part"),
      header_(write_cache_header(key)),
      key_(key),
      file_(part_, OutputFile::Mode::append) {
  lock();
  resume();
}

/// The file that was locked must still have the name: another process may have finished it in between.
void CacheLog::lock() {
  struct stat mine {
  }, named{};
  if (::flock(file_.descriptor(), LOCK_EX | LOCK_NB) != 0 || ::fstat(file_.descriptor(), &mine) != 0 ||
      ::stat(part_.c_str(), &named) != 0 || mine.st_ino != named.st_ino || mine.st_dev != named.st_dev)
    throw error(Exit::io, "{}: another process is building this cache: wait until it is done", part_);
}

void CacheLog::resume() {
  {
    MappedFile const map(part_);
    auto const bytes = map.bytes();
    if (bytes.substr(0, header_.size()) == header_) {
      end_ = header_.size();
      while (records_.size() < key_.images()) {
        auto const record = read_record(bytes, end_, records_.size());
        if (!record) break;
        end_ = record->offset + record->length;
        records_.push_back(*record);
      }
    }
  }
  file_.cut(end_);
  if (end_ == 0) write(header_);
}

void CacheLog::write(std::string_view bytes) {
  file_.write(bytes);
  end_ += bytes.size();
  if (end_ - synced_ >= kSyncEvery) sync();
}

void CacheLog::sync() {
  file_.sync();
  synced_ = end_;
}

void CacheLog::append(CacheKind kind, std::string_view payload) {
  auto const record = write_record_head(kind, records_.size(), payload).append(payload);
  uint64_t const at = end_;
  write(record);
  records_.push_back(*read_record(record, 0, records_.size()));
  records_.back().offset += at;
}

void CacheLog::finish(std::string const& index) {
  write(index + write_cache_footer(header_, end_, index));
  sync();
  rename_file(part_, path_);
  sync_path(std::filesystem::absolute(path_).parent_path().string());
}

}  // namespace mixup
