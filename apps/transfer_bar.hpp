// transfer_bar: how far a download is, on stderr: a live line where a person watches, a line now and then where nobody
// does.
#pragma once
#include <chrono>
#include <string>

#include "apps/live_line.hpp"
#include "fetch/entry_point.hpp"

namespace mixup {

class TransferBar {
 public:
  explicit TransferBar(bool quiet);
  ~TransferBar();
  void show(std::string const& title, DownloadTick const& tick);
  void note(std::string const& text);

 private:
  bool quiet_, live_;
  LiveLine line_;
  std::chrono::steady_clock::time_point shown_;
};

}  // namespace mixup
