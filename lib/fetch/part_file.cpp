#include "fetch/part_file.hpp"

#include <unistd.h>

#include <filesystem>

#include "core/output.hpp"
#include "formats/file.hpp"
#include "results/writer.hpp"

namespace mixup {

PartFile::PartFile(std::string const& path)
    : path_(path), file_(std::make_unique<OutputFile>(path + ".part", OutputFile::Mode::append)) {
  size_ = static_cast<int64_t>(std::filesystem::file_size(path + ".part"));
}

PartFile::~PartFile() {
  if (file_ && size_ == 0) ::unlink((path_ + ".part").c_str());  // nobody can go on with nothing
}

std::string PartFile::version(std::string const& address) const {
  auto const from = path_ + ".part.from";
  if (size_ == 0 || !std::filesystem::is_regular_file(from)) return "";
  auto const text = read_bytes(from);
  auto const end = text.find('\n');
  return end != std::string::npos && text.substr(0, end) == address ? text.substr(end + 1) : "";
}

void PartFile::restart(std::string const& address, std::string const& version) {
  file_->cut(0);
  size_ = 0;
  write_whole(path_ + ".part.from", address + "\n" + version);
}

void PartFile::append(char const* bytes, size_t count) {
  file_->write({bytes, count});
  size_ += static_cast<int64_t>(count);
}

void PartFile::finish() {
  file_->sync();
  file_->close();
  file_.reset();
  rename_file(path_ + ".part", path_);
  ::unlink((path_ + ".part.from").c_str());
}

}  // namespace mixup
