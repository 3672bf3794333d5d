#include "formats/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace mixup {

MappedFile::MappedFile(std::string const& path) {
  int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    auto const reason = file < 0 ? std::strerror(errno) : "it is no regular file";
    if (file >= 0) ::close(file);
    throw error(Exit::io, "{}: cannot be read: {}", path, reason);
  }
  size_ = static_cast<size_t>(status.st_size);
  void* const memory = size_ == 0 ? nullptr : ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0);
  int const reason = errno;
  ::close(file);
  if (memory == MAP_FAILED) throw error(Exit::io, "{}: cannot be mapped: {}", path, std::strerror(reason));
  memory_ = memory;
}

MappedFile::~MappedFile() {
  if (memory_ != nullptr) ::munmap(memory_, size_);
}

}  // namespace mixup
