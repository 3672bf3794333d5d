#include "fetch/part_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "core/error.hpp"
#include "formats/file.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

Error part_error(std::string const& path, char const* doing) {
  return error(Exit::io, "{}: cannot {}: {}", path, doing, std::strerror(errno));
}

}  // namespace

PartFile::PartFile(std::string const& path) : path_(path), file_(std::fopen((path + ".part").c_str(), "ab")) {
  if (!file_) throw part_error(path + ".part", "open");
  std::fseek(file_, 0, SEEK_END);
  size_ = std::ftell(file_);
}

PartFile::~PartFile() {
  if (!file_) return;
  std::fclose(file_);
  if (size_ == 0) ::unlink((path_ + ".part").c_str());  // nobody can go on with nothing
}

std::string PartFile::version(std::string const& address) const {
  auto const from = path_ + ".part.from";
  if (size_ == 0 || !std::filesystem::is_regular_file(from)) return "";
  auto const text = read_bytes(from);
  auto const end = text.find('\n');
  return end != std::string::npos && text.substr(0, end) == address ? text.substr(end + 1) : "";
}

void PartFile::restart(std::string const& address, std::string const& version) {
  if (std::fflush(file_) != 0 || ::ftruncate(fileno(file_), 0) != 0) throw part_error(path_ + ".part", "empty");
  size_ = 0;
  write_whole(path_ + ".part.from", address + "\n" + version);
}

void PartFile::append(char const* bytes, size_t count) {
  if (std::fwrite(bytes, 1, count, file_) != count) throw part_error(path_ + ".part", "write");
  size_ += static_cast<int64_t>(count);
}

void PartFile::finish() {
  if (std::fflush(file_) != 0 || ::fsync(fileno(file_)) != 0) throw part_error(path_ + ".part", "sync");
  auto* const file = file_;
  file_ = nullptr;
  if (std::fclose(file) != 0) throw part_error(path_ + ".part", "close");
  if (std::rename((path_ + ".part").c_str(), path_.c_str()) != 0) throw part_error(path_, "rename to it");
  ::unlink((path_ + ".part.from").c_str());
}

}  // namespace mixup
