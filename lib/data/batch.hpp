// batch: rows of a data set, cropped, flipped, normalised and ready for the net; a pure function of its arguments.
#pragma once
#include "data/dataset.hpp"

namespace mixup {

struct Batch {
  at::Tensor x;  // float [B, C, H, W] (stored channels last) or [B, features]
  at::Tensor y;  // int64 [B]
};

/// What is drawn for a batch before a pixel is touched.
struct Choice {
  at::Tensor rows;   // int64 [B] of the data set, may repeat
  at::Tensor crops;  // int64 [B, 3]: pixels down, pixels right, 1 if mirrored; undefined without augmentation
};

/// The draws of make_batch, on the CPU. Errors: those of make_batch.
Choice choose(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed);

/// float [C 256]: what a byte of a channel becomes, (v / 255 - mean) / std.
at::Tensor normalized_bytes(Dataset const& data);

/// The rows `indices` (int64 [B], may repeat). With Augment::crop_flip each image is shifted by up to 4 pixels into
/// black padding and flipped with probability 1/2 (section 3.2), drawn from `seed`: one draw per position of the batch.
/// The batch lies where the data set does: on the CPU, or where it is resident.
Batch make_batch(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed);

}  // namespace mixup
