#include "apps/transfer_bar.hpp"

#include <fmt/format.h>

#include "apps/progress_line.hpp"
#include "apps/streams.hpp"

namespace mixup {
namespace {

constexpr std::chrono::seconds kTransferLineEvery{15};  // as of runs: a log stays readable

std::string amount(DownloadTick const& tick) {
  auto const mega = [](int64_t bytes) { return static_cast<double>(bytes) / 1e6; };
  return tick.total > 0 ? fmt::format("{:.1f} of {:.1f} MB", mega(tick.done), mega(tick.total))
                        : fmt::format("{:.1f} MB", mega(tick.done));
}

std::string rate(DownloadTick const& tick) { return fmt::format("{:.1f} MB/s", tick.bytes_per_second / 1e6); }

std::string live_text(std::string const& title, DownloadTick const& tick, size_t columns) {
  if (tick.total <= 0) return end_of(fmt::format("{}: {}, {}", title, amount(tick), rate(tick)), columns);
  double const share = static_cast<double>(tick.done) / static_cast<double>(tick.total);
  double const left = tick.seconds_left > 0 ? tick.seconds_left : -1;
  return progress_line({title, share, left, {amount(tick), rate(tick)}}, columns);
}

}  // namespace

TransferBar::TransferBar(bool quiet)
    : quiet_(quiet), live_(!quiet && person_watches()), shown_(std::chrono::steady_clock::now()) {}

TransferBar::~TransferBar() { line_.erase(); }

void TransferBar::show(std::string const& title, DownloadTick const& tick) {
  if (quiet_) return;
  if (live_) return line_.show(live_text(title, tick, LiveLine::columns()));
  if (std::chrono::steady_clock::now() - shown_ < kTransferLineEvery) return;
  shown_ = std::chrono::steady_clock::now();
  auto const left = tick.seconds_left > 0 ? fmt::format(", {} left", clock_time(tick.seconds_left)) : "";
  print_notice("{}: {}, {}{}\n", title, amount(tick), rate(tick), left);
}

void TransferBar::note(std::string const& text) {
  if (quiet_) return;
  line_.erase();
  print_notice("{}\n", text);
}

}  // namespace mixup
