#include "apps/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace mixup {
namespace {

constexpr double kBarEvery = 0.1;   // seconds between two looks of the bar
constexpr double kPlainEvery = 15;  // seconds between two plain lines: a log stays readable
constexpr int kBarWidth = 24;

}  // namespace

bool person_watches() {
  char const* const term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && term && std::string(term) != "dumb";
}

std::string clock_time(double seconds) {
  auto const s = std::llround(seconds);
  return s < 3600 ? fmt::format("{}:{:02}", s / 60, s % 60)
                  : fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

Terminal::Terminal(std::string title, bool quiet)
    : title_(std::move(title)), quiet_(quiet), bar_(!quiet && person_watches()), start_(Clock::now()), shown_(start_) {}

Terminal::~Terminal() { erase(); }

double Terminal::since(Clock::time_point then) const {
  return std::chrono::duration<double>(Clock::now() - then).count();
}

void Terminal::erase() {
  if (bar_) fmt::print(stderr, "\r\033[K");
}

void Terminal::step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) {
  if (!bar_ || since(shown_) < kBarEvery) return;
  shown_ = Clock::now();
  double const share = (static_cast<double>(epoch - 1) + static_cast<double>(step) / static_cast<double>(steps)) /
                       static_cast<double>(epochs);
  int const full = static_cast<int>(share * kBarWidth);
  fmt::print(stderr, "\r\033[K{} [{:=<{}}{: <{}}] {:3.0f} % epoch {}/{} {:.0f} images/s, {} left{}", title_, "", full,
             "", kBarWidth - full, 100 * share, epoch, epochs, images_per_second,
             clock_time(since(start_) * (1 - share) / share), last_epoch_);
  std::fflush(stderr);
}

void Terminal::epoch(EpochLine const& line) {
  last_epoch_ = fmt::format(", test error {:.1f} %", line.test_error);
  if (quiet_ || bar_ || since(shown_) < kPlainEvery) return;
  shown_ = Clock::now();
  double const left = since(start_) / static_cast<double>(line.epoch) * static_cast<double>(line.epochs - line.epoch);
  fmt::print(
      stderr,
      "{}: epoch {}/{}: train loss {:.3f}, train error {:.1f} %, test error {:.1f} %, {:.0f} images/s, {} left\n",
      title_, line.epoch, line.epochs, line.train_loss, line.train_error, line.test_error, line.images_per_second,
      clock_time(left));
}

void Terminal::note(std::string const& text) {
  erase();
  fmt::print(stderr, "{}: {}\n", title_, text);
}

}  // namespace mixup
