// batch: rows of a data set, cropped, flipped, normalised and ready for the net; a pure function of its arguments.
#pragma once
#include "data/dataset.hpp"

namespace mixup {

struct Batch {
  at::Tensor x;  // float [B, C, H, W] (stored channels last) or [B, features]
  at::Tensor y;  // int64 [B]
};

/// The rows `indices` (int64 [B], may repeat). With Augment::crop_flip each image is shifted by up to 4 pixels into
/// black padding and flipped with probability 1/2 (section 3.2), drawn from `seed`: one draw per position of the batch.
Batch make_batch(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed);

}  // namespace mixup
