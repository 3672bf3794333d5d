// writer: temporary file, fsync, rename, fsync of the folder.
#include "results/writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/error.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

Error io_error(std::string const& path, char const* doing) {
  return error(Exit::io, "{}: cannot {}: {}", path, doing, std::strerror(errno));
}

/// An open file descriptor, closed at the end of its scope.
class File {
 public:
  File(std::string const& path, int flags) : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (fd_ < 0) throw io_error(path_, "open");
  }
  File(File const&) = delete;
  File& operator=(File const&) = delete;
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }

  void write(std::string const& text) {
    for (size_t done = 0; done < text.size();) {
      ssize_t const n = ::write(fd_, text.data() + done, text.size() - done);
      if (n < 0 && errno != EINTR) throw io_error(path_, "write");
      if (n > 0) done += static_cast<size_t>(n);  // a short write is no error, the next one says what is wrong
    }
  }

  /// Some file systems cannot sync a folder and say EINVAL: then there is nothing to wait for.
  void sync() {
    if (::fsync(fd_) != 0 && errno != EINVAL) throw io_error(path_, "sync");
  }

  /// Network file systems report a full disk only here.
  void close() {
    int const fd = std::exchange(fd_, -1);
    if (::close(fd) != 0) throw io_error(path_, "close");
  }

 private:
  std::string path_;
  int fd_;
};

void make_folder(fs::path const& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw error(Exit::io, "{}: cannot make the folder: {}", folder.string(), failed.message());
}

void write_temporary(std::string const& path, std::string const& text) {
  File file(path, O_WRONLY | O_CREAT | O_TRUNC);
  file.write(text);
  file.sync();
  file.close();
}

}  // namespace

void write_whole(std::string const& path, std::string const& text) {
  fs::path const parent = fs::path(path).parent_path();
  fs::path const folder = parent.empty() ? fs::path(".") : parent;
  make_folder(folder);
  auto const temporary = fmt::format("{}.tmp.{}", path, ::getpid());
  try {
    write_temporary(temporary, text);
    if (std::rename(temporary.c_str(), path.c_str()) != 0) throw io_error(path, "rename to it");
  } catch (Error const&) {
    ::unlink(temporary.c_str());
    throw;
  }
  File(folder.string(), O_RDONLY | O_DIRECTORY).sync();  // the new name itself
}

}  // namespace mixup
