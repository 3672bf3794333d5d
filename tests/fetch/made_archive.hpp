// made_archive: archives with whatever entries a test wants, through libarchive's writer.
#pragma once
#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>
#include <string>

namespace mixup::test {

class MadeArchive {
 public:
  /// `form`: tar.gz or zip.
  MadeArchive(std::string const& path, std::string const& form) : archive_(archive_write_new()) {
    if (form == "zip")
      archive_write_set_format_zip(archive_);
    else
      archive_write_set_format_pax_restricted(archive_), archive_write_add_filter_gzip(archive_);
    if (archive_write_open_filename(archive_, path.c_str()) != ARCHIVE_OK) throw std::runtime_error(path);
  }
  MadeArchive(MadeArchive const&) = delete;
  MadeArchive& operator=(MadeArchive const&) = delete;
  ~MadeArchive() { archive_write_free(archive_); }

  MadeArchive& file(std::string const& name, std::string const& content, int mode = 0644) {
    auto* const entry = make(name, AE_IFREG, mode);
    archive_entry_set_size(entry, static_cast<int64_t>(content.size()));
    archive_write_header(archive_, entry);
    archive_write_data(archive_, content.data(), content.size());
    archive_entry_free(entry);
    return *this;
  }
  /// `count` bytes of zeros.
  MadeArchive& zeros(std::string const& name, int64_t count) {
    auto* const entry = make(name, AE_IFREG, 0644);
    archive_entry_set_size(entry, count);
    archive_write_header(archive_, entry);
    std::string const chunk(1 << 20, '\0');
    for (int64_t left = count; left > 0; left -= static_cast<int64_t>(chunk.size()))
      archive_write_data(archive_, chunk.data(),
                         static_cast<size_t>(std::min<int64_t>(left, static_cast<int64_t>(chunk.size()))));
    archive_entry_free(entry);
    return *this;
  }
  /// A folder, FIFO, device.
  MadeArchive& special(std::string const& name, unsigned type) {
    auto* const entry = make(name, type, 0755);
    archive_write_header(archive_, entry);
    archive_entry_free(entry);
    return *this;
  }
  MadeArchive& symlink(std::string const& name, std::string const& target) {
    auto* const entry = make(name, AE_IFLNK, 0777);
    archive_entry_set_symlink(entry, target.c_str());
    archive_write_header(archive_, entry);
    archive_entry_free(entry);
    return *this;
  }
  MadeArchive& hardlink(std::string const& name, std::string const& target) {
    auto* const entry = make(name, AE_IFREG, 0644);
    archive_entry_set_hardlink(entry, target.c_str());
    archive_write_header(archive_, entry);
    archive_entry_free(entry);
    return *this;
  }
  void close() { archive_write_close(archive_); }

 private:
  static archive_entry* make(std::string const& name, unsigned type, int mode) {
    auto* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, static_cast<unsigned>(mode) & 07777);
    return entry;
  }
  struct archive* archive_;
};

}  // namespace mixup::test
