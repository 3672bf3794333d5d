#include "fetch/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace mixup {

FolderLock::FolderLock(std::string const& path, std::function<void()> const& waiting)
    : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (fd_ < 0) throw error(Exit::io, "{}: cannot be opened: {}", path, std::strerror(errno));
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  if (errno == EWOULDBLOCK && waiting) waiting();
  int status = 0;
  do status = ::flock(fd_, LOCK_EX);
  while (status != 0 && errno == EINTR);
  if (status == 0) return;
  int const reason = errno;
  ::close(fd_);
  throw error(Exit::io, "{}: cannot be locked: {}", path, std::strerror(reason));
}

FolderLock::~FolderLock() { ::close(fd_); }

}  // namespace mixup
