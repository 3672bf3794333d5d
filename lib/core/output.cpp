#include "core/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "core/error.hpp"

namespace mixup {
namespace {

std::atomic<int64_t> calls{0}, failing{0};
std::atomic<int> failing_with{0};

/// Counts a call; true, and errno is set, if it is the one that a test wants to fail.
bool fails_by_wish() {
  if (++calls != failing) return false;
  errno = failing_with;
  return true;
}

Error output_error(std::string const& path, char const* doing) {
  return error(Exit::io, "{}: cannot {}: {}", path, doing, std::strerror(errno));
}

int flags_of(OutputFile::Mode mode) {
  if (mode == OutputFile::Mode::append) return O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
  return O_WRONLY | O_CREAT | O_CLOEXEC | (mode == OutputFile::Mode::exclusive ? O_EXCL : O_TRUNC);
}

/// EINVAL: a file system that cannot.
bool synced(int fd) { return !fails_by_wish() && (::fsync(fd) == 0 || errno == EINVAL); }

}  // namespace

OutputFile::OutputFile(std::string path, Mode mode)
    : path_(std::move(path)), fd_(fails_by_wish() ? -1 : ::open(path_.c_str(), flags_of(mode), 0666)) {
  if (fd_ < 0) throw output_error(path_, "open for writing");
}

OutputFile::~OutputFile() {
  if (fd_ >= 0) ::close(fd_);
}

void OutputFile::write(std::string_view bytes) {
  for (size_t done = 0; done < bytes.size();) {
    ssize_t const n = fails_by_wish() ? -1 : ::write(fd_, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno != EINTR)
      throw error(Exit::io, "{}: cannot write: {} ({} more bytes are needed)", path_, std::strerror(errno),
                  bytes.size() - done);
    if (n > 0) done += static_cast<size_t>(n);  // a short write is no error, the next one says what is wrong
  }
}

void OutputFile::sync() {
  if (!synced(fd_)) throw output_error(path_, "sync");
}

void OutputFile::cut(uint64_t size) {
  if (fails_by_wish() || ::ftruncate(fd_, static_cast<off_t>(size)) != 0) throw output_error(path_, "cut");
}

void OutputFile::close() {
  bool const failed = fails_by_wish();
  int const reason = errno, fd = std::exchange(fd_, -1);
  if (::close(fd) == 0 && !failed) return;
  if (failed) errno = reason;
  throw output_error(path_, "close");
}

void rename_file(std::string const& from, std::string const& to) {
  if (fails_by_wish() || std::rename(from.c_str(), to.c_str()) != 0)
    throw error(Exit::io, "{}: cannot become {}: {}", from, to, std::strerror(errno));
}

void sync_path(std::string const& path) {
  int const fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) throw output_error(path, "open");
  bool const done = synced(fd);
  int const reason = errno;
  ::close(fd);
  errno = reason;
  if (!done) throw output_error(path, "sync");
}

void fail_output(int64_t nth, int reason) {
  calls = 0;
  failing = nth;
  failing_with = reason;
}

int64_t output_calls() { return calls; }

}  // namespace mixup
