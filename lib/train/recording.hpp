// recording: the operations of a step as one object that is carried out again at the cost of one: a CUDA graph.
#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>

namespace mixup::train {

class Recording {
 public:
  virtual ~Recording() = default;
  /// All operations once more, on what the same tensors hold now.
  virtual void replay() = 0;
};

/// Notes the operations of `step` without carrying them out. They must be the same each time, at the same addresses,
/// and must not wait for the device or draw from its generator.
using Recorder = std::function<std::unique_ptr<Recording>(std::function<void()> const& step)>;

/// Empty where there are no graphs: on a CPU, and in a build without CUDA (cuda/recording.cpp, no_cuda/recording.cpp).
Recorder graph_recorder(at::Device device);

}  // namespace mixup::train
