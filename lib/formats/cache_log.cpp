#include "formats/cache_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "core/error.hpp"
#include "formats/mapped_file.hpp"

namespace mixup {
namespace {

constexpr uint64_t kSyncEvery = 256 << 20;  // bytes that a power failure may cost; half a minute of eight cores' work

Error log_error(std::string const& path, char const* doing) {
  return error(Exit::io, "{}: cannot {}: {}", path, doing, std::strerror(errno));
}

}  // namespace

CacheLog::CacheLog(std::string const& path, CacheKey const& key)
    : path_(path), part_(path + ".part"), header_(write_cache_header(key)), key_(key) {
  file_ = ::open(part_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) throw log_error(part_, "open");
  try {
    lock();
    resume();
  } catch (...) {
    ::close(file_);
    throw;
  }
}

CacheLog::~CacheLog() {
  if (file_ >= 0) ::close(file_);
}

/// What was locked must still be what has the name: another process may have finished it in between.
void CacheLog::lock() {
  struct stat mine {
  }, named{};
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0 || ::fstat(file_, &mine) != 0 || ::stat(part_.c_str(), &named) != 0 ||
      mine.st_ino != named.st_ino || mine.st_dev != named.st_dev)
    throw error(Exit::io, "{}: another process is building this cache: wait until it is done", part_);
}

void CacheLog::resume() {
  {
    MappedFile const map(part_);
    auto const bytes = map.bytes();
    if (bytes.substr(0, header_.size()) == header_) {
      end_ = header_.size();
      while (records_.size() < key_.pictures()) {
        auto const record = read_record(bytes, end_, records_.size());
        if (!record) break;
        end_ = record->offset + record->length;
        records_.push_back(*record);
      }
    }
  }
  if (::ftruncate(file_, static_cast<off_t>(end_)) != 0) throw log_error(part_, "cut");
  if (end_ == 0) write(header_);
}

void CacheLog::write(std::string_view bytes) {
  for (size_t done = 0; done < bytes.size();) {
    ssize_t const n = ::write(file_, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno != EINTR) throw log_error(part_, "write");
    if (n > 0) done += static_cast<size_t>(n);
  }
  end_ += bytes.size();
  if (end_ - synced_ >= kSyncEvery) sync();
}

void CacheLog::sync() {
  if (::fsync(file_) != 0) throw log_error(part_, "sync");
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
  if (std::rename(part_.c_str(), path_.c_str()) != 0) throw log_error(path_, "rename to it");
  auto const folder = std::filesystem::absolute(path_).parent_path().string();
  int const directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) throw log_error(folder, "open");
  bool const synced = ::fsync(directory) == 0 || errno == EINVAL;  // some file systems cannot sync a folder
  ::close(directory);
  if (!synced) throw log_error(folder, "sync");
}

}  // namespace mixup
