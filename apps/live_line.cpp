#include "apps/live_line.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "apps/progress_line.hpp"
#include "apps/streams.hpp"

namespace mixup {

bool person_watches() {
  char const* const term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && term && std::string(term) != "dumb";
}

size_t terminal_columns() {
  struct winsize size {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

size_t LiveLine::columns() { return std::max<size_t>(terminal_columns(), 2) - 1; }

/// A terminal that was made narrower than the line has broken it into rows, and the cursor is in the last of them.
std::string LiveLine::to_its_start(size_t columns) const {
  size_t const rows = shown_ == 0 ? 0 : (shown_ - 1) / (columns + 1);
  return rows == 0 ? "\r\033[K" : fmt::format("\r\033[{}A\033[J", rows);
}

void LiveLine::show(std::string const& text) {
  write_notice(to_its_start(columns()) + text);
  shown_ = columns_of(text);
}

void LiveLine::erase() {
  if (shown_ == 0) return;
  write_notice(to_its_start(columns()));
  shown_ = 0;
}

}  // namespace mixup
