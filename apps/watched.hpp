// watched: progress that also goes to TensorBoard.
#pragma once
#include <optional>
#include <string>

#include "apps/terminal.hpp"
#include "results/event_file.hpp"

namespace mixup {

class Watched : public Terminal {
 public:
  /// `folder`: of the event file; empty: none is written.
  Watched(std::string title, bool quiet, std::string const& folder) : Terminal(std::move(title), quiet) {
    if (!folder.empty()) events_.emplace(folder);
  }

  void epoch(EpochLine const& line) override {
    Terminal::epoch(line);
    if (events_)
      events_->scalars(line.epoch, {{"train/loss", line.train_loss},
                                    {"train/error", line.train_error},
                                    {"test/error", line.test_error},
                                    {"speed/images_per_second", line.images_per_second}});
  }

 private:
  std::optional<EventFile> events_;
};

}  // namespace mixup
