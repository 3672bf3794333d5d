// table_line: how far several runs at once are, as one line that is drawn over and over, or as a line now and then.
#pragma once
#include <chrono>
#include <map>
#include <string>

#include "apps/live_line.hpp"
#include "apps/progress_line.hpp"

namespace mixup {

class TableLine {
 public:
  /// `runs`: how many are to be made; `quiet`: nothing is shown.
  TableLine(size_t runs, bool quiet);
  ~TableLine() { line_.erase(); }

  void at_work(std::string const& run, double share);  // 0 ... 1
  void done(std::string const& run);
  /// Takes the line away for one that stays.
  void erase() { line_.erase(); }

 private:
  void show();

  size_t runs_, done_ = 0;
  bool quiet_, live_;
  std::map<std::string, double> at_work_;
  LiveLine line_;
  Pace pace_;
  std::chrono::steady_clock::time_point start_, shown_;
};

}  // namespace mixup
