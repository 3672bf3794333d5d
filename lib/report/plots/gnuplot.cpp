// gnuplot: one process for all panels.
#include "report/plots/gnuplot.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "core/output.hpp"

extern char** environ;

namespace mixup {
namespace {

namespace fs = std::filesystem;

/// A new folder that goes with its scope.
class DrawingFolder {
 public:
  DrawingFolder() {
    std::error_code problem;
    path_ = (fs::temp_directory_path(problem) / "mixup-bench-XXXXXX").string();
    if (problem) throw error(Exit::io, "the folder for temporary files (TMPDIR) cannot be used: {}", problem.message());
    if (!mkdtemp(path_.data())) throw error(Exit::io, "{}: cannot be made: {}", path_, std::strerror(errno));
  }
  DrawingFolder(DrawingFolder const&) = delete;
  DrawingFolder& operator=(DrawingFolder const&) = delete;
  ~DrawingFolder() {
    std::error_code unused;
    fs::remove_all(path_, unused);
  }
  std::string file(std::string const& name) const { return (fs::path(path_) / name).string(); }

 private:
  std::string path_;
};

std::string drawing(size_t i) { return fmt::format("{}.svg", i); }

std::string content_of(std::string const& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_script(DrawingFolder const& folder, std::vector<Panel> const& panels) {
  std::string script;
  for (size_t i = 0; i < panels.size(); ++i)
    script += fmt::format("set output {}\n{}unset output\n", quoted(folder.file(drawing(i))), panels[i].script);
  OutputFile file(folder.file("script"), OutputFile::Mode::exclusive);
  file.write(script);
  file.close();
}

/// Exit status; what it says goes to the file `log`.
int run_gnuplot(std::string script, std::string const& log) {
  std::string name = "gnuplot", defaults_only = "-d";  // nobody's ~/.gnuplot
  char* arguments[] = {name.data(), defaults_only.data(), script.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int stream : {1, 2})
    posix_spawn_file_actions_addopen(&actions, stream, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t process = 0;
  int const failure = posix_spawnp(&process, "gnuplot", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT)
    throw error(Exit::unavailable,
                "gnuplot: not found, and the plots of the page are drawn by it: on Debian apt install gnuplot-nox "
                "(make setup does it); every other --format does without");
  if (failure) throw error(Exit::io, "gnuplot: cannot be started: {}", std::strerror(failure));
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

std::vector<std::string> draw_with_gnuplot(std::vector<Panel> const& panels) {
  std::vector<std::string> out;
  if (panels.empty()) return out;
  DrawingFolder const folder;
  write_script(folder, panels);
  int const status = run_gnuplot(folder.file("script"), folder.file("log"));
  if (status != 0) throw error(Exit::bug, "gnuplot: status {}: {}", status, content_of(folder.file("log")));
  for (size_t i = 0; i < panels.size(); ++i) {
    out.push_back(content_of(folder.file(drawing(i))));
    if (out.back().find("</svg>") == std::string::npos)
      throw error(Exit::bug, "gnuplot: drew nothing of \"{}\": {}", panels[i].title, content_of(folder.file("log")));
  }
  return out;
}

}  // namespace mixup
