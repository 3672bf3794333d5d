#include "apps/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "apps/signals.hpp"
#include "core/error.hpp"

namespace mixup {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw error(Exit::io, "no pipe to a child: {}", strerror(errno));
  }
  Pipe(Pipe const&) = delete;
  Pipe& operator=(Pipe const&) = delete;
  ~Pipe() {
    for (int end : {0, 1}) close(end);
  }
  void close(int end) {
    auto& file = ends[static_cast<size_t>(end)];
    if (file >= 0) ::close(file);
    file = -1;
  }
  std::array<int, 2> ends{-1, -1};  // to read from, to write to
};

/// A process that does not outlive this one.
pid_t fork_child() {
  auto const parent = ::getpid();
  auto const child = ::fork();
  if (child < 0) throw error(Exit::io, "no process can be started: {}", strerror(errno));
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(static_cast<int>(Exit::failed));
  }
  return child;
}

/// Ends in the program, or tells errno through `trouble`.
[[noreturn]] void become(std::vector<std::string> const& words, Pipe const& out, Pipe const& err, Pipe const& trouble) {
  std::vector<char*> argv;
  for (auto const& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  ::setenv("OMP_WAIT_POLICY", "passive", 1);
  int const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  bool const ready =
      nothing >= 0 && ::dup2(nothing, 0) == 0 && ::dup2(out.ends[1], 1) == 1 && ::dup2(err.ends[1], 2) == 2;
  for (int const signal : {SIGPIPE, SIGXFSZ})
    ::signal(signal, SIG_DFL);  // as the program expects it, which does not know ours
  if (ready) ::execvp(argv[0], argv.data());
  int const why = errno;
  [[maybe_unused]] auto const told = ::write(trouble.ends[1], &why, sizeof why);
  ::_exit(127);
}

/// True until the end of the pipe.
bool take(Pipe& pipe, std::string& text) {
  std::array<char, 4096> bytes;
  auto const count = ::read(pipe.ends[0], bytes.data(), bytes.size());
  if (count > 0) text.append(bytes.data(), static_cast<size_t>(count));
  if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) pipe.close(0);
  return pipe.ends[0] >= 0;
}

void listen(Pipe& out, Pipe& err, Ended& ended, pid_t child) {
  constexpr int kLook = 100;  // milliseconds
  int handed_on = 0;
  for (bool open = true; open;) {
    std::array<pollfd, 2> both{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};  // -1 is passed over
    ::poll(both.data(), both.size(), kLook);
    if (both[0].revents != 0) take(out, ended.out);
    if (both[1].revents != 0) take(err, ended.err);
    open = out.ends[0] >= 0 || err.ends[0] >= 0;
    if (int const signal = StopSignals::received(); signal != handed_on) ::kill(child, handed_on = signal);
  }
}

void stop_if_asked() {
  int const signal = StopSignals::received();
  if (signal == 0) return;
  auto const code = signal == SIGINT ? Exit::interrupted : signal == SIGTERM ? Exit::terminated : Exit::again;
  throw error(code, "stopped by signal {} ({})", signal, strsignal(signal));
}

}  // namespace

Ended run_child(std::vector<std::string> const& words) {
  stop_if_asked();
  Pipe out, err, trouble;
  Ended ended;
  auto const start = Clock::now();
  auto const child = fork_child();
  if (child == 0) become(words, out, err, trouble);
  for (auto* pipe : {&out, &err, &trouble}) pipe->close(1);
  listen(out, err, ended, child);
  int status = 0, why = 0;
  rusage used{};
  while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  ended.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  auto const seconds = [](timeval const& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  ended.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  ended.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  if (::read(trouble.ends[0], &why, sizeof why) == sizeof why)
    throw error(Exit::unavailable, "{}: cannot be started: {}", words[0], strerror(why));
  stop_if_asked();
  return ended;
}

BusyProcess::BusyProcess() : process_(fork_child()) {
  if (process_ > 0) return;
  StopSignals::be_silent();
  for (volatile unsigned counter = 0;;) counter = counter + 1;
}

BusyProcess::~BusyProcess() {
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace mixup
