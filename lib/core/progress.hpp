// progress: what a run says while it works; the program decides how it looks.
#pragma once
#include <cstdint>
#include <string>

namespace mixup {

/// One finished epoch, errors in percent.
struct EpochLine {
  int64_t epoch = 0, epochs = 0;  // from 1
  double train_loss = 0, train_error = 0, test_error = 0;
  double images_per_second = 0;
};

/// How much of a run is done, 0 ... 1, after `step` of the steps of `epoch` (from 1).
inline double share_of(int64_t epoch, int64_t epochs, int64_t step, int64_t steps) {
  return (static_cast<double>(epoch - 1) + static_cast<double>(step) / static_cast<double>(steps)) /
         static_cast<double>(epochs);
}

class Progress {
 public:
  virtual ~Progress() = default;
  virtual void doing(std::string const& /*what*/) {}  // what takes its time before the first step
  virtual void step(int64_t /*epoch*/, int64_t /*epochs*/, int64_t /*step*/, int64_t /*steps*/,
                    double /*images_per_second*/) {}
  virtual void epoch(EpochLine const&) {}
  virtual void note(std::string const&) {}  // something a person should know, once
};

}  // namespace mixup
