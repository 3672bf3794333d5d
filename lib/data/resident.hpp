// resident: a data set that lies where the net is, so that a batch is made there and only what was drawn travels.
#pragma once
#include "data/batch.hpp"

namespace mixup {

class Resident {
 public:
  /// Copies the data to the device, images as bytes. It must lie in memory (no Dataset::examples).
  Resident(Dataset const& data, at::Device device);

  /// What make_batch gives for the choice, bit for bit, by tensor operations of fixed sizes: none waits for the device.
  /// The choice lies on the device, its rows within the data set.
  Batch batch(Choice const& choice) const;

  at::Device device() const { return y_.device(); }

 private:
  at::Tensor images(Choice const& choice) const;

  at::Tensor x_;       // images: uint8 [N H W + 1, C], of which the last pixel is black; others: as in the data set
  at::Tensor y_;       // int64 [N]
  at::Tensor values_;  // float [C 256]: a channel's byte, normalised; undefined where there are no images
  int64_t height_ = 0, width_ = 0;
};

/// The data set, resident on the device where that pays: on a GPU, if it lies in memory and is not too large. Else as
/// it is.
Dataset reside(Dataset data, at::Device device);
Splits reside(Splits splits, at::Device device);

}  // namespace mixup
