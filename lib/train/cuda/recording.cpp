// recording: CUDA graphs. Compiled where LibTorch has CUDA.
#include "train/recording.hpp"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>

namespace mixup::train {
namespace {

class Graph : public Recording {
 public:
  explicit Graph(std::function<void()> const& step) {
    c10::cuda::device_synchronize();
    graph_.capture_begin();
    try {
      step();
    } catch (...) {
      stop_recording();
      throw;
    }
    graph_.capture_end();
  }

  void replay() override { graph_.replay(); }

 private:
  /// The stream must leave the capture, or nothing can be computed on it any more. That the graph is of no use is
  /// known.
  void stop_recording() {
    try {
      graph_.capture_end();
    } catch (std::exception const&) {
    }
  }

  at::cuda::CUDAGraph graph_;
};

/// Graphs cannot be recorded on the default stream. Everything of a run goes through this one instead, so that no
/// stream has to wait for another: what is sent, steps, replays and judging.
void leave_default_stream(at::Device device) {
  c10::cuda::set_device(device.index());
  if (c10::cuda::getCurrentCUDAStream(device.index()) != c10::cuda::getDefaultCUDAStream(device.index())) return;
  c10::cuda::device_synchronize();  // the net was put there by the default stream
  c10::cuda::setCurrentCUDAStream(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device.index()));
}

}  // namespace

Recorder graph_recorder(at::Device device) {
  if (!device.is_cuda()) return {};
  leave_default_stream(device);
  return [](std::function<void()> const& step) { return std::make_unique<Graph>(step); };
}

}  // namespace mixup::train
