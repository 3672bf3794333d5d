#include "apps/signals.hpp"

#include <signal.h>
#include <time.h>
#include <unistd.h>

namespace mixup {
namespace {

constexpr int kStopping[] = {SIGINT, SIGTERM, SIGUSR1};
constexpr double kOnePress = 0.2;  // seconds; timeout(1) sends its signal to the process and then to its group
constexpr char kNotice[] = "\nmixup-bench: stopping at the next step; Ctrl-C again stops at once\n";

std::atomic<int> first{0};
std::atomic<double> first_at{0};
std::atomic<bool> silent{false};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may wait for nothing");

/// CLOCK_MONOTONIC; may be asked in a signal handler.
double seconds_now() {
  struct timespec now {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

extern "C" void remember_signal(int signal) {
  int none = 0;
  bool const is_first = first.compare_exchange_strong(none, signal);
  if (is_first) first_at = seconds_now();
  if (!is_first && signal == SIGINT && seconds_now() - first_at > kOnePress) _exit(128 + SIGINT);
  if (is_first && signal == SIGINT && !silent) {
    auto const written = ::write(STDERR_FILENO, kNotice, sizeof kNotice - 1);
    static_cast<void>(written);  // a notice that nobody can read is no loss
  }
}

/// A signal that the caller has ignored, as a shell does with SIGINT of what it starts in the background, stays
/// ignored.
bool is_ignored(int signal) {
  struct sigaction now {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals() {
  for (int const signal : kStopping)
    if (!is_ignored(signal)) handle(signal, remember_signal);
}

StopSignals::~StopSignals() {
  for (int const signal : kStopping)
    if (!is_ignored(signal)) handle(signal, SIG_DFL);
}

void StopSignals::be_silent() { silent = true; }

std::atomic<int> const& StopSignals::received() { return first; }

}  // namespace mixup
