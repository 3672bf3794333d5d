// norm_statistics: mean and variance of each channel, of the batch or the running ones.
#pragma once
#include <ATen/core/Tensor.h>

namespace mixup::kernels {

/// What a batch norm knows, in the words of torch::nn::BatchNorm2dOptions.
struct NormSettings {
  at::Tensor running_mean, running_var;
  bool training;
  double momentum, eps;
};

/// Mean, 1 / sqrt(var + eps) of x [B, C, H, W], stored channels last: float [2, C]. With `training` they are the
/// batch's, and the running ones move as torch's do.
at::Tensor norm_statistics(at::Tensor const& x, NormSettings const& settings);

}  // namespace mixup::kernels
