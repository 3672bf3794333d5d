// stopping: runs that a signal stops at a given step, and are gone on with.
#pragma once
#include <signal.h>

#include <atomic>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "results/record.hpp"
#include "train/checkpoints.hpp"
#include "train/context.hpp"

namespace mixup::test {

/// Raises its signal at the N-th step that it is told of; 0: never. Keeps the notes.
class Stopper : public Progress {
 public:
  explicit Stopper(int64_t at, int signal = SIGTERM) : at_(at), with_(signal) {}
  void step(int64_t, int64_t, int64_t, int64_t, double) override {
    if (++steps == at_) raised = with_;
  }
  void note(std::string const& text) override { notes.push_back(text); }

  std::atomic<int> raised{0};
  int64_t steps = 0;
  std::vector<std::string> notes;

 private:
  int64_t at_;
  int with_;
};

/// One thread; checkpoints in `folder` (empty: none), by default after every step.
inline Options stoppable_options(std::string const& folder, Stopper& stopper, double every = 0) {
  Options options;
  options.device = "cpu";
  options.threads = 1;
  options.checkpoints = folder;
  options.checkpoint_every = every;
  options.signal = &stopper.raised;
  return options;
}

/// What must be equal bit for bit: every curve but those of time, the figure, and the nets.
inline Json essence(Outcome const& outcome) {
  Json out = {{"curve", outcome.curve}, {"figure", outcome.figure}, {"parameters", outcome.parameters}};
  out["curve"].erase("seconds");
  out["curve"].erase("images_per_second");
  return out;
}

}  // namespace mixup::test
