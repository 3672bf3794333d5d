#include "apps/launch.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "core/error.hpp"
#include "core/folder.hpp"
#include "core/temporary_folder.hpp"

namespace mixup {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook(20);
constexpr std::chrono::seconds kLast(5);  // beyond the timeout, for a last checkpoint

struct Process {
  int rank;
  pid_t id;
  bool ended = false, stopped = false, told_to_end = false;
};

[[noreturn]] void be_a_rank(std::function<int(Ranks const&)> const& be, Ranks const& ranks, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(static_cast<int>(Exit::failed));
  StopSignals::be_silent();  // the parent speaks
  int code = static_cast<int>(Exit::bug);
  try {
    code = be(ranks);
    close_results();
  } catch (std::exception const& e) {
    auto const known = as_error(e);
    code = static_cast<int>(known.code);
    if (known.code != kClosedPipe)
      print_notice("mixup-bench: {}{}\n", known.code == Exit::bug ? fmt::format("rank {}: ", ranks.rank) : "",
                   known.what());
  }
  ::_exit(code);  // threads of c10d may wait for a rank that is gone
}

Process start(std::function<int(Ranks const&)> const& be, Ranks const& ranks) {
  auto const parent = ::getpid();
  auto const child = ::fork();
  if (child < 0) throw error(Exit::io, "rank {} cannot be started: {}", ranks.rank, std::strerror(errno));
  if (child == 0) be_a_rank(be, ranks, parent);
  return {ranks.rank, child};
}

/// What has become of the processes, as far as it is known.
class Watch {
 public:
  explicit Watch(double timeout) : patience_(std::chrono::milliseconds(static_cast<int64_t>(1000 * timeout)) + kLast) {}
  ~Watch() { signal_all(SIGKILL); }

  void add(Process const& process) { processes_.push_back(process); }

  int wait_for_all() {
    int handed_on = 0;
    while (std::any_of(processes_.begin(), processes_.end(), [](Process const& p) { return !p.ended; })) {
      for (auto& process : processes_) look(process);
      if (int const signal = StopSignals::received(); signal != handed_on) signal_all(handed_on = signal);
      if (failed()) end_those_that_hang();
      std::this_thread::sleep_for(kLook);
    }
    return code_ != 0 ? code_ : lost_ ? static_cast<int>(Exit::again) : 0;
  }

 private:
  bool failed() const { return code_ != 0 || lost_; }

  void look(Process& process) {
    int status = 0;
    if (process.ended || ::waitpid(process.id, &status, WNOHANG | WUNTRACED | WCONTINUED) != process.id) return;
    process.stopped = WIFSTOPPED(status);
    process.ended = WIFEXITED(status) || WIFSIGNALED(status);
    bool const before = failed();
    if (WIFEXITED(status)) note_code(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) lose(process, WTERMSIG(status));
    if (failed() && !before) since_ = Clock::now();
  }

  void note_code(int code) {
    if (code == static_cast<int>(Exit::again)) lost_ = true;
    if (code_ == 0 && code != static_cast<int>(Exit::again)) code_ = code;
  }

  void lose(Process const& process, int signal) {
    if (!process.told_to_end)
      print_notice("mixup-bench: rank {} was ended by signal {} ({})\n", process.rank, signal, ::strsignal(signal));
    lost_ = true;
  }

  void end_those_that_hang() {
    bool const late = Clock::now() - since_ > patience_;
    for (auto& process : processes_)
      if (!process.ended && (process.stopped || late)) tell(process, SIGKILL);
  }

  void signal_all(int signal) {
    for (auto& process : processes_)
      if (!process.ended) tell(process, signal);
  }

  static void tell(Process& process, int signal) {
    process.told_to_end = true;
    ::kill(process.id, signal);
  }

  std::vector<Process> processes_;
  Clock::duration patience_;
  Clock::time_point since_;  // the first ended with an error
  int code_ = 0;
  bool lost_ = false;
};

}  // namespace

int launch(int count, double timeout, std::function<int(Ranks const&)> const& be) {
  flush_results();  // or each rank would write it again
  StopSignals const signals;
  TemporaryFolder const folder;  // where the ranks meet: nobody else may look into it
  Watch watch(timeout);
  for (int rank = 0; rank < count; ++rank) {
    Ranks ranks{rank, count, "--nproc", {}, timeout};
    ranks.place.file = folder.path() + "/meeting";
    watch.add(start(be, ranks));
  }
  return watch.wait_for_all();
}

}  // namespace mixup
