// ways: whether a net takes the operators of this folder or LibTorch's own, which differ by rounding alone.
#pragma once

namespace mixup::kernels {

/// While it lives, forward passes on this thread take the fused operators where there is one for their tensors; `on`
/// false: LibTorch's. Gradients go the way that their forward pass went. Without any, LibTorch's.
class Fused {
 public:
  explicit Fused(bool on);
  ~Fused();
  Fused(Fused const&) = delete;
  Fused& operator=(Fused const&) = delete;

  static bool on();

 private:
  bool before_;
};

}  // namespace mixup::kernels
