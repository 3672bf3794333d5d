// terminal: progress on stderr: a bar where a person watches, a plain line now and then where nobody does.
#pragma once
#include <chrono>

#include "core/progress.hpp"

namespace mixup {

/// "0:42", "12:05", "3:07:10"
std::string clock_time(double seconds);

/// True if stderr is a terminal that can redraw a line.
bool person_watches();

class Terminal : public Progress {
 public:
  /// `title`: which run this is. `quiet`: notes only.
  Terminal(std::string title, bool quiet);
  ~Terminal() override;
  void step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) override;
  void epoch(EpochLine const& line) override;
  void note(std::string const& text) override;

 private:
  using Clock = std::chrono::steady_clock;
  double since(Clock::time_point then) const;
  void erase();

  std::string title_;
  bool quiet_, bar_;
  Clock::time_point start_, shown_;
  std::string last_epoch_;
};

}  // namespace mixup
