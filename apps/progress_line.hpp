// progress_line: how far a run is, as one line of the width there is.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace mixup {

/// "0:42", "12:05", "3:07:10"
std::string clock_time(double seconds);

/// Characters of a UTF-8 text, each of which is taken to fill one column.
size_t columns_of(std::string const& text);

/// The text, or its end after "…" where there is less space: the end of a run's name tells it from its neighbours.
std::string end_of(std::string const& text, size_t columns);

/// How long work will take at the pace since it was first looked at: a run that goes on begins at some share of it.
class Pace {
 public:
  /// Seconds left when `share`, 0 ... 1, is done at the time `now`, in seconds; -1 at the first look.
  double left(double share, double now);

 private:
  double first_share_ = -1, first_time_ = 0;
};

struct ProgressState {
  std::string title;
  double share = 0;                  // 0 ... 1 of the work
  double seconds_left = 0;           // at the pace so far; below 0: not known
  std::vector<std::string> details;  // the most important first; empty ones and those without space are left out
};

/// Percentage and time left stand at every width from 20 on. With more space come the title, then details, then a bar.
/// Never more than `columns` characters.
std::string progress_line(ProgressState const& state, size_t columns);

}  // namespace mixup
