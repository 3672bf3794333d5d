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
#include "core/temporary_folder.hpp"

extern char** environ;

namespace mixup {
namespace {

namespace fs = std::filesystem;

std::string file_in(TemporaryFolder const& folder, std::string const& name) {
  return (fs::path(folder.path()) / name).string();
}

std::string drawing(size_t i) { return fmt::format("{}.svg", i); }

std::string content_of(std::string const& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_script(TemporaryFolder const& folder, std::vector<Panel> const& panels) {
  std::string script;
  for (size_t i = 0; i < panels.size(); ++i)
    script += fmt::format("set output {}\n{}unset output\n", quoted(file_in(folder, drawing(i))), panels[i].script);
  OutputFile file(file_in(folder, "script"), OutputFile::Mode::exclusive);
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
  TemporaryFolder const folder;
  write_script(folder, panels);
  int const status = run_gnuplot(file_in(folder, "script"), file_in(folder, "log"));
  if (status != 0) throw error(Exit::bug, "gnuplot: status {}: {}", status, content_of(file_in(folder, "log")));
  for (size_t i = 0; i < panels.size(); ++i) {
    out.push_back(content_of(file_in(folder, drawing(i))));
    if (out.back().find("</svg>") == std::string::npos)
      throw error(Exit::bug, "gnuplot: drew nothing of \"{}\": {}", panels[i].title,
                  content_of(file_in(folder, "log")));
  }
  return out;
}

}  // namespace mixup
