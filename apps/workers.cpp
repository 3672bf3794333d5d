#include "apps/workers.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>
#include <optional>

#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "core/cores.hpp"
#include "core/folder.hpp"

namespace mixup {
namespace {

constexpr double kNarrow = 0.25;  // of the paper's width; from there on a second thread is worth a core (docs/speed.md)

constexpr size_t kMostReplaced = 16;  // workers: what is killed again and again is too large for this machine

/// A number that all workers count up together.
class SharedCounter {
 public:
  SharedCounter() {
    auto* const memory =
        ::mmap(nullptr, sizeof(std::atomic<size_t>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw error(Exit::io, "no memory to share with workers: {}", strerror(errno));
    value_ = new (memory) std::atomic<size_t>(0);
  }
  ~SharedCounter() { ::munmap(value_, sizeof *value_); }
  SharedCounter(SharedCounter const&) = delete;
  SharedCounter& operator=(SharedCounter const&) = delete;
  size_t next() { return value_->fetch_add(1); }

 private:
  std::atomic<size_t>* value_;
};

/// A process that makes runs, seen from the one that started it.
struct Worker {
  pid_t process = -1;
  int pipe = -1;  // -1: its last word was read
  Inbox inbox;
  std::optional<size_t> job;  // that it makes
  bool killed = false;
};

/// The life of a worker. It says what happens and leaves the terminal to its parent.
void take_jobs(Work const& work, SharedCounter& counter, int pipe) {
  try {
    for (size_t job; !work.time_is_up() && (job = counter.next()) < work.jobs;) {
      Reported progress(pipe, job);
      send(pipe, {Message::Kind::at_work, job, 0, "", Exit::ok});
      auto const made = work.make(job, progress);
      send(pipe, {made.record ? Message::Kind::made : Message::Kind::elsewhere, job, 1, made.elsewhere, Exit::ok});
    }
  } catch (std::exception const& e) {
    auto const known = as_error(e);
    send(pipe, {Message::Kind::error, 0, 0, known.what(), known.code});
  }
}

/// A group of its own, so that Ctrl-C reaches the parent alone, who hands it on once; it does not outlive the parent.
[[noreturn]] void be_a_worker(Work const& work, SharedCounter& counter, int pipe, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(static_cast<int>(Exit::failed));
  StopSignals::be_silent();
  try {
    take_jobs(work, counter, pipe);
  } catch (std::exception const&) {  // the parent does not listen any more
  }
  ::_exit(0);
}

Worker start(Work const& work, SharedCounter& counter) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw error(Exit::io, "no pipe to a worker: {}", strerror(errno));
  auto const parent = ::getpid();
  auto const child = ::fork();
  if (child < 0) throw error(Exit::io, "no worker can be started: {}", strerror(errno));
  if (child == 0) {
    ::close(ends[0]);
    be_a_worker(work, counter, ends[1], parent);
  }
  ::close(ends[1]);
  Worker out;
  out.process = child;
  out.pipe = ends[0];
  return out;
}

void signal_all(std::vector<Worker> const& workers, int signal) {
  for (auto const& worker : workers)
    if (worker.pipe >= 0) ::kill(worker.process, signal);
}

/// Reads what there is; at the end of the pipe the worker has ended.
void listen(Worker& worker, std::function<void(Worker&, Message const&)> const& told) {
  char bytes[4096];
  auto const count = ::read(worker.pipe, bytes, sizeof bytes);
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count > 0) {
    for (auto const& message : worker.inbox.take(std::string(bytes, static_cast<size_t>(count)))) told(worker, message);
    return;
  }
  ::close(worker.pipe);
  worker.pipe = -1;
  int status = 0;
  while (::waitpid(worker.process, &status, 0) < 0 && errno == EINTR) {
  }
  worker.killed = WIFSIGNALED(status);
  if (worker.killed && worker.job)
    told(worker, {Message::Kind::error, *worker.job, 0,
                  fmt::format("its worker was ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status))),
                  Exit::failed});
}

/// Until every pipe is closed; `heard` after each look, at least ten times per second.
void listen_to_all(std::vector<Worker>& workers, std::function<void(Worker&, Message const&)> const& told,
                   std::function<void()> const& heard) {
  constexpr int kLook = 100;  // milliseconds
  for (;;) {
    std::vector<pollfd> pipes;
    for (auto const& worker : workers) pipes.push_back({worker.pipe, POLLIN, 0});  // -1 is passed over
    if (std::all_of(workers.begin(), workers.end(), [](Worker const& worker) { return worker.pipe < 0; })) return;
    ::poll(pipes.data(), pipes.size(), kLook);
    for (size_t i = 0; i < workers.size(); ++i)
      if (pipes[i].revents != 0) listen(workers[i], told);
    heard();
  }
}

}  // namespace

size_t advised_workers(std::vector<Run> const& runs, Options const& options) {
  bool const gpu =
      options.device.rfind("cuda", 0) == 0 || (options.device == "auto" && std::filesystem::exists("/dev/nvidiactl"));
  bool const narrow = std::all_of(runs.begin(), runs.end(), [](Run const& run) {
    return run.model.width <= kNarrow || run.model.name.rfind("mlp", 0) == 0;
  });
  if (gpu || !narrow || options.threads > 0) return 1;
  return std::max<size_t>(1, std::min(static_cast<size_t>(usable_cores()), runs.size()));
}

void work_together(Work const& work, size_t count) {
  flush_results();  // or each worker would write it again
  SharedCounter counter;
  std::vector<Worker> workers;
  for (size_t i = 0; i < count; ++i) workers.push_back(start(work, counter));
  std::optional<Error> first;
  auto const told = [&](Worker& worker, Message const& message) {
    if (message.kind == Message::Kind::at_work) worker.job = message.job;
    if (message.kind == Message::Kind::made || message.kind == Message::Kind::elsewhere) worker.job.reset();
    if (message.kind != Message::Kind::error || message.exit == Exit::failed) return work.told(message);
    if (!first) first.emplace(message.exit, message.text);
    signal_all(workers, SIGTERM);
  };
  int handed_on = 0;
  size_t replaced = 0;
  auto const replace_killed = [&] {  // by the system for want of memory, say: the rest of a night is not lost with it
    for (auto& worker : workers)
      if (worker.killed && !first && handed_on == 0 && replaced < kMostReplaced) try {
          worker = start(work, counter);
          ++replaced;
        } catch (Error const&) {  // that memory may be what is wanting still: the other workers go on
          replaced = kMostReplaced;
        }
  };
  listen_to_all(workers, told, [&] {
    int const signal = StopSignals::received();
    if (signal == handed_on) return replace_killed();
    handed_on = signal;
    signal_all(workers, signal);
  });
  if (first) throw *first;
}

}  // namespace mixup
