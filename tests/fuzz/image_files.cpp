// image_files: what photographs and the cache of smaller ones go through.
#include <sys/mman.h>
#include <unistd.h>

#include "formats/image.hpp"
#include "formats/image_cache.hpp"
#include "formats/jpeg.hpp"
#include "fuzz/checksums.hpp"
#include "fuzz/readers.hpp"

namespace mixup::test {
namespace {

/// As training reads a photograph: the header, then a part.
void read_image(std::string const& bytes) {
  auto const header = read_header(bytes);
  Region const part{header.width / 3, header.height / 4, (header.width + 1) / 2, (header.height + 1) / 2};
  if (decode(bytes, part).rgb.size() != static_cast<size_t>(3 * part.width * part.height))
    throw error(Exit::bug, "a part of another size than was asked for");
  decode(bytes);
}

/// A file without a place on a disk, for readers that map one.
class MemoryFile {
 public:
  explicit MemoryFile(std::string const& bytes) : file_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    if (file_ < 0 || ::write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      throw error(Exit::bug, "no file in memory");
  }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;
  ~MemoryFile() { ::close(file_); }
  std::string path() const { return fmt::format("/proc/self/fd/{}", file_); }

 private:
  int file_;
};

void read_whole_cache(std::string const& bytes) {
  MemoryFile const file(bytes);
  ImageCache const cache(file.path());
  for (uint64_t i = 0; i < cache.key().images(); ++i) {
    cache.image(i);
    cache.content(i);
  }
}

/// A log of images that a kill left: what of it is gone on with.
void read_log(std::string const& bytes) {
  auto const key = read_cache_header(bytes, "images.cache.part");
  uint64_t end = kCacheHeaderBytes;
  for (uint64_t number = 0; number < key.images(); ++number) {
    auto const record = read_record(bytes, end, number);
    if (!record) break;
    end = record->offset + record->length;
  }
  if (end > bytes.size()) throw error(Exit::bug, "a record beyond the end of the file");
}

/// As it is, and with checksums that are right, so that what is behind them is reached.
template <class Read>
void twice(std::string const& bytes, std::string const& repaired, Read const& read) {
  try {
    read(bytes);
  } catch (Error const& e) {
    if (e.code == Exit::bug) throw;
  }
  read(repaired);
}

}  // namespace

std::vector<FuzzReader> image_readers() {
  std::vector<FuzzReader> out = {
      {"ppm", read_image},
      {"image_cache", [](std::string const& bytes) { twice(bytes, with_cache_checksums(bytes), read_whole_cache); }},
      {"cache_log", [](std::string const& bytes) { twice(bytes, with_log_checksums(bytes), read_log); }},
  };
  if (has_jpeg()) {
    out.push_back({"jpeg", read_image});
    out.push_back({"png", [](std::string const& bytes) { twice(bytes, with_png_checksums(bytes), read_image); }});
  }
  return out;
}

}  // namespace mixup::test
