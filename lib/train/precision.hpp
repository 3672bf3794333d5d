// precision: whether bfloat16 can be trusted and pays on this device.
#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "kernels/ways.hpp"

namespace mixup::train {

/// CUDA, or a CPU with avx512_bf16 or amx_bf16: elsewhere bfloat16 is emulated and slow.
bool has_fast_bf16(at::Device device);

/// Runs the convolution shapes of the nets forward and backward in fp32 by LibTorch, and in bf16 autocast in the ways
/// given; once per process. Empty when they agree; otherwise what differs. Some releases compute wrong bfloat16
/// convolutions on some CPUs (pytorch#163347, IPEX#637).
std::string bf16_fault(at::Device device, kernels::Ways ways);

}  // namespace mixup::train
