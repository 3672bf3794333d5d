// convolution: a convolution in bfloat16 whose weights stay float32, with the sum of a residual block, as one operator.
#pragma once
#include <ATen/core/Tensor.h>

namespace torch::nn {
class Conv2dImpl;
}

namespace mixup::kernels {

/// conv(x) + add; `add` may be undefined. x [B, C, H, W] on the CPU. While Ways::convolution is in use and `conv` is
/// one of odd size k with padding k / 2, one stride, no groups, no dilation and no bias, the answer is bfloat16 stored
/// channels last, rounded once; else LibTorch's operators give it. The gradient by the weights is float32. A second
/// derivative of the fused way is an error.
at::Tensor convolve(torch::nn::Conv2dImpl& conv, at::Tensor const& x, at::Tensor const& add = {});

}  // namespace mixup::kernels
