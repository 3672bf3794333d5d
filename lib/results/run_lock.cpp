#include "results/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/error.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

enum class Try { held, busy, vanished };

/// A lock file is removed when its run is done. What was locked must still be what has the name, else two processes
/// could hold two files of one name.
Try try_lock(int fd, std::string const& path) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return Try::busy;
    throw error(Exit::io, "{}: cannot be locked: {}", path, std::strerror(errno));
  }
  struct stat mine {
  }, named{};
  bool const same = ::fstat(fd, &mine) == 0 && ::stat(path.c_str(), &named) == 0 && mine.st_ino == named.st_ino &&
                    mine.st_dev == named.st_dev;
  return same ? Try::held : Try::vanished;
}

std::string read_holder(int fd) {
  char text[300] = "";
  ssize_t const n = ::pread(fd, text, sizeof text - 1, 0);
  return n > 0 ? std::string(text, static_cast<size_t>(n)) : "another process";
}

void write_holder(int fd) {
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  auto const text = fmt::format("process {} on {}", ::getpid(), host);
  // Who holds it is a courtesy: without the name the lock holds as well.
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, text.data(), text.size(), 0) < 0) return;
}

}  // namespace

RunLock::RunLock(std::string path) : path_(std::move(path)) {
  make_folder(std::filesystem::path(path_).parent_path().string());
  for (;;) {
    int const fd = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) throw error(Exit::io, "{}: cannot open for writing: {}", path_, std::strerror(errno));
    auto const result = try_lock(fd, path_);
    if (result == Try::held) {
      write_holder(fd);
      fd_ = fd;
      return;
    }
    if (result == Try::busy) holder_ = read_holder(fd);
    ::close(fd);
    if (result == Try::busy) return;
  }
}

RunLock::~RunLock() {
  if (fd_ < 0) return;
  ::unlink(path_.c_str());  // while it is still held
  ::close(fd_);
}

}  // namespace mixup
