// terminal: progress on stderr: a live line where a person watches, a plain line now and then where nobody does.
#pragma once
#include <chrono>

#include "apps/live_line.hpp"
#include "apps/progress_line.hpp"
#include "core/progress.hpp"

namespace mixup {

class Terminal : public Progress {
 public:
  /// `title`: which run this is. `quiet`: notes only.
  Terminal(std::string title, bool quiet);
  ~Terminal() override;
  void doing(std::string const& what) override;
  void step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) override;
  void epoch(EpochLine const& line) override;
  void note(std::string const& text) override;

 private:
  using Clock = std::chrono::steady_clock;
  double since(Clock::time_point then) const;
  bool time_for_a_line(double every);

  std::string title_;
  bool quiet_, live_;
  LiveLine line_;
  Clock::time_point start_, shown_;
  Pace pace_;
  bool measured_ = false;  // whether a log has the first time left
  std::string last_epoch_;
};

}  // namespace mixup
