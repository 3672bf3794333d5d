// output: the few calls by which this program changes a disk. Everything that is written goes through them, so that a
// test can make the N-th fail and see that nothing is lost.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace mixup {

/// An open file, closed at the end of its scope. Errors of all functions: Exit::io with path, what was tried, and of a
/// failed write how many bytes were still to come.
class OutputFile {
 public:
  enum class Mode {
    fresh,      // made, or emptied
    exclusive,  // made; an error if something has the name, which is not followed if it is a link
    append,     // made, or gone on with; may also be read
  };
  OutputFile(std::string path, Mode mode);
  OutputFile(OutputFile const&) = delete;
  OutputFile& operator=(OutputFile const&) = delete;
  ~OutputFile();

  void write(std::string_view bytes);
  /// Returns when all that was written is on the disk.
  void sync();
  void cut(uint64_t size);
  /// Network file systems report a full disk only here.
  void close();

  /// For flock and fstat.
  int descriptor() const { return fd_; }

 private:
  std::string path_;
  int fd_;
};

/// Replaces `to` in one step; both on one file system.
void rename_file(std::string const& from, std::string const& to);

/// The names in a folder, or the bytes of a file, are on the disk. Some file systems cannot sync a folder: then there
/// is nothing to wait for.
void sync_path(std::string const& path);

/// The N-th call from now on (from 1: open, write, sync, cut, close, rename, sync of a folder) fails with `reason`, an
/// errno; 0: none does. For tests.
void fail_output(int64_t nth, int reason);

/// Calls since fail_output. For tests.
int64_t output_calls();

}  // namespace mixup
