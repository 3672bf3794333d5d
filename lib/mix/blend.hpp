// blend: a convex combination of rows, one value that applies to pixels, feature maps and targets alike.
#pragma once
#include <ATen/core/Tensor.h>

#include <optional>

#include "core/method.hpp"

namespace mixup::mix {

struct Blend {
  at::Tensor weights;      // float [B, order], rows sum to 1
  at::Tensor rows;         // int64 [B, order], rows of the (possibly extended) batch
  at::Tensor pasted = {};  // bool [H, W], CutMix's box (Yun et al., ICCV 2019): there the input is the first partner's;
                           // undefined: everything is blended
  std::optional<int64_t> layer = {};  // drawn for this batch; none: the method's

  /// t [B', ...] -> [B, ...]: sum over j of weights[:, j] * t[rows[:, j]], in t's type.
  at::Tensor operator()(at::Tensor const& t) const;

  /// Weights and rows on a device.
  Blend to(at::Device device) const;

  /// The input of the net: images x [B', C, H, W] with the box of the first partner pasted in, or (*this)(x).
  at::Tensor input(at::Tensor const& x) const;
};

/// The blend of the rows [B, order] of a batch whose tensor has the sizes `input` ([B', C, H, W] for pictures): weights
/// drawn from `lambda_seed`, CutMix's box or the layer from `box_seed`. A cut sets lambda to the share of the picture
/// that is kept, so the label weights are right at clipped edges. Exit::usage when cut is asked for where it has no
/// meaning.
Blend draw_blend(Method const& method, at::Tensor const& rows, at::IntArrayRef input, uint64_t lambda_seed,
                 uint64_t box_seed);

}  // namespace mixup::mix
