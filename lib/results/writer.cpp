// writer: temporary file, fsync, rename, fsync of the folder.
#include "results/writer.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>

#include "core/error.hpp"
#include "core/folder.hpp"
#include "core/output.hpp"

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// Processes are known by number and machine: a folder may be shared.
std::string host() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  std::string out = name;
  for (char& c : out)
    if (c == '.' || c == '/') c = '-';
  return out.empty() ? "host" : out;
}

std::string temporary_mark() { return fmt::format(".tmp.{}.", host()); }

void write_temporary(std::string const& path, std::string_view bytes) {
  OutputFile file(path, OutputFile::Mode::fresh);
  file.write(bytes);
  file.sync();
  file.close();
}

/// A device or a pipe, such as /dev/stdout: it takes bytes as they come and must keep its name.
bool is_stream(std::string const& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

void write_through(std::string const& path, std::string_view bytes) {
  OutputFile file(path, OutputFile::Mode::fresh);
  file.write(bytes);
  file.close();
}

/// Where a chain of links ends: the file is replaced there, and the links stay.
std::string followed(std::string const& path) {
  std::error_code none;
  auto const end = fs::canonical(path, none);  // fails where there is no such file yet
  return none || !fs::is_symlink(path, none) ? path : end.string();
}

/// True for a temporary file of a process of this machine that runs no more.
bool left_over(std::string const& name) {
  static std::string const mark = temporary_mark();
  auto const at = name.rfind(mark);
  if (at == std::string::npos) return false;
  pid_t pid = 0;
  auto const* const end = name.data() + name.size();
  auto const [rest, problem] = std::from_chars(name.data() + at + mark.size(), end, pid);
  return problem == std::errc() && rest == end && pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH;
}

}  // namespace

void make_folder(std::string const& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw error(Exit::io, "{}: cannot make the folder: {}", folder, failed.message());
}

namespace {

void replace_file(std::string const& path, std::string_view bytes) {
  fs::path const parent = fs::path(path).parent_path();
  std::string const folder = parent.empty() ? "." : parent.string();
  make_folder(folder);
  auto const temporary = path + temporary_mark() + std::to_string(::getpid());
  try {
    write_temporary(temporary, bytes);
    rename_file(temporary, path);
  } catch (Error const&) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_path(folder);  // the new name itself
}

}  // namespace

void write_whole(std::string const& path, std::string_view bytes) {
  if (is_stream(path)) return write_through(path, bytes);
  replace_file(followed(path), bytes);
}

int64_t sweep(std::string const& root) {
  int64_t swept = 0;
  Names lost;
  try {
    for (auto const& name : files_below(root, &lost))
      if (left_over(fs::path(name).filename().string())) swept += ::unlink((fs::path(root) / name).c_str()) == 0;
  } catch (Error const&) {  // a folder that is closed to us: what lies there is swept another time
  }
  return swept;
}

}  // namespace mixup
