// plain: tensors of a small net's step, for which one loop is faster than a chain of LibTorch's operators.
#pragma once
#include <ATen/core/Tensor.h>

namespace mixup::mix {

/// Float32 numbers in the CPU's memory without gaps, of no more than two dimensions, whose gradient nobody asks for.
inline bool is_plain(at::Tensor const& t) {
  return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.dim() <= 2 && t.is_contiguous() &&
         !t.requires_grad();
}

}  // namespace mixup::mix
