// fused_net: a fully connected Net through the passes of lib/kernels, in place of LibTorch's operators and autograd.
#pragma once
#include "kernels/dense_net.hpp"
#include "models/net.hpp"

namespace mixup::train {

class FusedNet {
 public:
  /// Reads and fills the net's own tensors, which must stay where they are: float32 on the CPU. Exit::bug for a net
  /// that is not made of linear layers ("a.weight" [out, in], "a.bias" [out], in the order of the passes).
  explicit FusedNet(Net const& net);

  /// Logits [B, out] of x [B, in], without a graph.
  at::Tensor forward(at::Tensor const& x);

  /// Gradients of the parameters, given that of the logits of the last forward pass: written where a parameter has
  /// none, else added, as autograd does.
  void backward(at::Tensor const& dlogits);

  /// That of x, and none of the parameters.
  at::Tensor input_gradient(at::Tensor const& dlogits);

 private:
  std::vector<at::Tensor> parameters_, gradients_;
  kernels::DenseNet dense_;
};

}  // namespace mixup::train
