// stepper: how the steps of a run are carried out where the net is: each anew, or recorded once and replayed.
#pragma once
#include <map>
#include <vector>

#include "train/draws.hpp"
#include "train/recording.hpp"

namespace mixup::train {

class Stepper {
 public:
  /// A step whose operations depend on nothing but the sizes of its draws.
  using Body = std::function<void(StepDraws const&)>;

  /// Without a recorder, or on the CPU without one, every step calls its body.
  explicit Stepper(at::Device device, Recorder recorder = {}) : device_(device), recorder_(std::move(recorder)) {}

  /// Carries the step out, which on a GPU means: asks for it. The draws are copied to the device at once, to where the
  /// draws of the same sizes lay before. With a recorder, the first steps of those sizes call `body`, and the next ones
  /// replay it; `body` must then refer only to what outlives the stepper, and be the same every time.
  void operator()(StepDraws const& drawn, Body const& body);

  bool records() const { return static_cast<bool>(recorder_); }

 private:
  struct Kind {
    at::Tensor bytes;  // where the draws lie on the device
    int calls = 0;
    std::unique_ptr<Recording> recording;
  };

  at::Device device_;
  Recorder recorder_;
  std::map<std::vector<int64_t>, Kind> kinds_;  // by the sizes of the draws: whole batches, and the last, smaller one
};

}  // namespace mixup::train
