// watched: progress that also goes to TensorBoard.
#pragma once
#include <optional>
#include <string>

#include "core/progress.hpp"
#include "results/event_file.hpp"

namespace mixup {

class Watched : public Progress {
 public:
  /// `folder`: of the event file; empty: none is written.
  Watched(Progress& shown, std::string const& folder) : shown_(shown) {
    if (!folder.empty()) events_.emplace(folder);
  }

  void doing(std::string const& what) override { shown_.doing(what); }
  void note(std::string const& text) override { shown_.note(text); }
  void step(int64_t epoch, int64_t epochs, int64_t step, int64_t steps, double images_per_second) override {
    shown_.step(epoch, epochs, step, steps, images_per_second);
  }

  void epoch(EpochLine const& line) override {
    shown_.epoch(line);
    if (events_)
      events_->scalars(line.epoch, {{"train/loss", line.train_loss},
                                    {"train/error", line.train_error},
                                    {"test/error", line.test_error},
                                    {"speed/images_per_second", line.images_per_second}});
  }

 private:
  Progress& shown_;
  std::optional<EventFile> events_;
};

}  // namespace mixup
