// writer: temporary file, fsync, rename, fsync of the folder.
#include "results/writer.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>

#include "core/error.hpp"
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

void write_whole(std::string const& path, std::string_view bytes) {
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

int64_t sweep(std::string const& root) {
  int64_t swept = 0;
  std::error_code failed;
  auto const options = fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
  fs::recursive_directory_iterator it(root, options, failed), end;
  while (!failed && it != end) {
    auto const path = it->path();
    if (left_over(path.filename().string())) swept += ::unlink(path.c_str()) == 0;
    it.increment(failed);
  }
  return swept;
}

}  // namespace mixup
