#include "apps/table_line.hpp"

#include <algorithm>

#include "apps/streams.hpp"

namespace mixup {
TableLine::TableLine(size_t runs, bool quiet)
    : runs_(runs),
      quiet_(quiet),
      live_(!quiet && person_watches()),
      start_(std::chrono::steady_clock::now()),
      shown_(start_) {}

void TableLine::at_work(std::string const& run, double share) {
  at_work_[run] = share;
  show();
}

void TableLine::done(std::string const& run) {
  at_work_.erase(run);
  ++done_;
}

void TableLine::show() {
  auto const now = std::chrono::steady_clock::now();
  auto const seconds = [&](auto then) { return std::chrono::duration<double>(now - then).count(); };
  double share = static_cast<double>(done_);
  std::vector<std::string> details;
  for (auto const& [run, part] : at_work_) {
    share += part;
    details.push_back(fmt::format("{} {:.0f} %", run, 100 * part));
  }
  share /= static_cast<double>(runs_);
  double const left = pace_.left(share, seconds(start_));
  if (quiet_ || seconds(shown_) < (live_ ? kLiveEvery : kPlainEvery)) return;
  shown_ = now;
  auto const title = fmt::format("{} of {} runs", done_, runs_);
  if (live_)
    line_.show(progress_line({title, share, left, details}, LiveLine::columns()));
  else
    print_notice("{}, {:.0f} % done, {} left: {}\n", title, 100 * share, clock_time(std::max(0.0, left)),
                 fmt::join(details, ", "));
}

}  // namespace mixup
