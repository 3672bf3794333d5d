// norm_relu: batch normalisation and ReLU of a channels-last activation as one operator, forward and backward.
//
//   x ──► statistics of the batch, or the running ones ──► (x - mean) / sqrt(var + eps) * weight + bias ──► ReLU ──►
//   │                                                                                                       active
//   └──────────────────────────────────────────────────────────────────────────────────────────────────────► x itself
//
// x comes out again so that a residual block's shortcut starts there: its gradient is then added within the same pass.
#pragma once
#include <ATen/core/Tensor.h>

namespace torch::nn {
class BatchNorm2dImpl;
}  // namespace torch::nn

namespace mixup::kernels {

struct Normed {
  at::Tensor active;   // ReLU(BN(x)), x's sizes and type
  at::Tensor through;  // x
};

/// x [B, C, H, W], float or bfloat16, on the CPU and stored channels last, while Ways::norm is in use; anything else
/// goes to LibTorch's operators. Statistics and their sums are float32 or better. A second derivative of the fused way
/// is an error. With training on, the running statistics of `norm` move as torch's do.
Normed norm_relu(torch::nn::BatchNorm2dImpl& norm, at::Tensor const& x);

}  // namespace mixup::kernels
