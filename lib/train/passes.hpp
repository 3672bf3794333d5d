// passes: how a net that learns goes forward and back: LibTorch's way, with autograd, or the fused one (fused_net).
#pragma once
#include <memory>

#include "mix/step.hpp"
#include "train/numerics.hpp"

namespace mixup::train {

class FusedNet;

class Passes {
 public:
  /// Fused where the numerics say so. Net and numerics must outlive it.
  Passes(Numerics const& numerics, Net const& net);
  ~Passes();

  /// Logits of x [B', ...] with `hook` applied to what enters stage `at`: mix::step's net.
  at::Tensor forward(at::Tensor const& x, int64_t at, Hook const& hook);

  /// The same for a loss of the caller's own: logits of x [B, in]. The fused way ends the graph here: after the loss's
  /// backward() the caller goes on to the parameters, or to what x was made of. Autograd has done all by then.
  at::Tensor forward(at::Tensor const& x);
  void go_on_to_parameters(at::Tensor const& logits);
  void go_on_to_input(at::Tensor const& logits, at::Tensor const& x);

  /// Adds the gradient of `share` times the loss of the step that went forward last to those of the parameters.
  void backward(mix::StepResult const& step, double share);

 private:
  Numerics const& numerics_;
  Net const& net_;
  std::unique_ptr<FusedNet> fused_;
};

}  // namespace mixup::train
