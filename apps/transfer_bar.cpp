#include "apps/transfer_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "apps/terminal.hpp"

namespace mixup {
namespace {

constexpr int kTransferBarWidth = 24;
constexpr std::chrono::seconds kTransferLineEvery{15};  // as of runs: a log stays readable

std::string amount(DownloadTick const& tick) {
  auto const mega = [](int64_t bytes) { return static_cast<double>(bytes) / 1e6; };
  auto out = fmt::format("{:.1f}", mega(tick.done));
  if (tick.total > 0) out += fmt::format(" of {:.1f}", mega(tick.total));
  out += fmt::format(" MB, {:.1f} MB/s", tick.bytes_per_second / 1e6);
  if (tick.seconds_left > 0) out += fmt::format(", {} left", clock_time(tick.seconds_left));
  return out;
}

}  // namespace

TransferBar::TransferBar(bool quiet)
    : quiet_(quiet), bar_(!quiet && person_watches()), shown_(std::chrono::steady_clock::now()) {}

TransferBar::~TransferBar() { erase(); }

void TransferBar::erase() {
  if (bar_) fmt::print(stderr, "\r\033[K");
}

void TransferBar::show(std::string const& title, DownloadTick const& tick) {
  if (quiet_) return;
  if (!bar_) {
    if (std::chrono::steady_clock::now() - shown_ < kTransferLineEvery) return;
    shown_ = std::chrono::steady_clock::now();
    fmt::print(stderr, "{}: {}\n", title, amount(tick));
    return;
  }
  double const share =
      tick.total > 0 ? std::min(1.0, static_cast<double>(tick.done) / static_cast<double>(tick.total)) : 0;
  int const full = static_cast<int>(share * kTransferBarWidth);
  fmt::print(stderr, "\r\033[K{} [{:=<{}}{: <{}}] {}", title, "", full, "", kTransferBarWidth - full, amount(tick));
  std::fflush(stderr);
}

void TransferBar::note(std::string const& text) {
  if (quiet_) return;
  erase();
  fmt::print(stderr, "{}\n", text);
}

}  // namespace mixup
