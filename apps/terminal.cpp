#include "apps/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "apps/progress_line.hpp"
#include "apps/streams.hpp"

namespace mixup {
Terminal::Terminal(std::string title, bool quiet)
    : title_(std::move(title)),
      quiet_(quiet),
      live_(!quiet && person_watches()),
      start_(Clock::now()),
      shown_(start_) {}

Terminal::~Terminal() { line_.erase(); }

double Terminal::since(Clock::time_point then) const {
  return std::chrono::duration<double>(Clock::now() - then).count();
}

bool Terminal::time_for_a_line(double every) {
  if (since(shown_) < every) return false;
  shown_ = Clock::now();
  return true;
}

void Terminal::doing(std::string const& what) {
  if (!live_) return;
  auto const columns = LiveLine::columns();
  auto const whole = fmt::format("{}: {}", title_, what);
  line_.show(columns_of(whole) <= columns ? whole : end_of(what, columns));
}

void Terminal::step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) {
  double const share = share_of(epoch, epochs, step, steps);
  double const left = pace_.left(share, since(start_));
  if (quiet_) return;
  if (live_ && time_for_a_line(kLiveEvery))
    line_.show(progress_line(
        {title_,
         share,
         left,
         {fmt::format("epoch {}/{}", epoch, epochs), fmt::format("{:.0f} images/s", images_per_second), last_epoch_}},
        LiveLine::columns()));
  if (!live_ && !measured_ && left >= 0 && time_for_a_line(kPlainEvery)) {
    measured_ = true;
    print_notice("{}: {:.0f} % done, {:.0f} images/s, {} left by the first steps\n", title_, 100 * share,
                 images_per_second, clock_time(left));
  }
}

void Terminal::epoch(EpochLine const& line) {
  last_epoch_ = fmt::format("test error {:.1f} %", line.test_error);
  if (quiet_ || live_ || !time_for_a_line(kPlainEvery)) return;
  double const left = pace_.left(static_cast<double>(line.epoch) / static_cast<double>(line.epochs), since(start_));
  measured_ = true;
  print_notice(
      "{}: epoch {}/{}: train loss {:.3f}, train error {:.1f} %, test error {:.1f} %, {:.0f} images/s, {} left\n",
      title_, line.epoch, line.epochs, line.train_loss, line.train_error, line.test_error, line.images_per_second,
      clock_time(std::max(0.0, left)));
}

void Terminal::note(std::string const& text) {
  line_.erase();
  print_notice("{}: {}\n", title_, text);
}

}  // namespace mixup
