// ways: which operators of this folder a net takes instead of LibTorch's own; they differ by rounding alone.
#pragma once
#include <string>

namespace mixup::kernels {

struct Ways {
  bool norm = false;         // norm_relu: batch norm and ReLU in one
  bool optimizer = false;    // sgd, adam: a step in one pass
  bool convolution = false;  // convolution, in bfloat16; the processor must have dot products (dot_tiles.hpp)
  bool dense = false;        // dense_net: a fully connected net, forward and back

  /// "torch", or what is on: "norm, optimizer", "optimizer, dense".
  std::string text() const;
};

/// While it lives, forward passes on this thread go these ways where their tensors fit. Gradients go the way that their
/// forward pass went. Without any, all is LibTorch's.
class Using {
 public:
  explicit Using(Ways ways);
  ~Using();
  Using(Using const&) = delete;
  Using& operator=(Using const&) = delete;

  static Ways now();

 private:
  Ways before_;
};

}  // namespace mixup::kernels
