#include "data/resident.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

namespace mixup {
namespace {

constexpr size_t kMostBytes = size_t{8} << 30;  // a tenth of the memory of an H100; all sets of the paper but ImageNet

}  // namespace

Resident::Resident(Dataset const& data, at::Device device) : x_(data.x), y_(data.y.to(device)) {
  if (x_.scalar_type() == at::kByte) {
    height_ = x_.size(2);
    width_ = x_.size(3);
    auto const pixels = x_.permute({0, 2, 3, 1}).reshape({-1, x_.size(1)});
    x_ = at::cat({pixels, at::zeros({1, x_.size(1)}, at::kByte)});
    values_ = normalized_bytes(data).to(device);
  }
  x_ = x_.to(device);
}

/// Pixels are found by their number; those outside an image are the black one.
at::Tensor Resident::images(Choice const& choice) const {
  auto const count = choice.rows.numel(), channels = x_.size(1);
  auto const whole = choice.rows.options();
  auto h = at::arange(height_, whole).view({1, height_, 1}), w = at::arange(width_, whole).view({1, 1, width_});
  auto number = choice.rows.view({count, 1, 1}) * (height_ * width_);
  if (choice.crops.defined()) {
    auto const of = [&](int64_t column) { return choice.crops.select(1, column).view({count, 1, 1}); };
    h = h + of(0);
    w = at::where(of(2) == 1, width_ - 1 - w, w) + of(1);
    auto const inside = (h >= 0).logical_and(h < height_).logical_and(w >= 0).logical_and(w < width_);
    number = at::where(inside, number + h * width_ + w, at::full({}, x_.size(0) - 1, whole));
  } else {
    number = number + h * width_ + w;
  }
  auto const bytes = x_.index_select(0, number.view(-1)).to(at::kLong) + at::arange(channels, whole) * 256;
  return values_.index_select(0, bytes.view(-1)).view({count, height_, width_, channels}).permute({0, 3, 1, 2});
}

Batch Resident::batch(Choice const& choice) const {
  return {values_.defined() ? images(choice) : x_.index_select(0, choice.rows), y_.index_select(0, choice.rows)};
}

Dataset reside(Dataset data, at::Device device) {
  if (device.is_cuda() && !data.resident && data.x.defined() && data.x.nbytes() <= kMostBytes)
    data.resident = std::make_shared<Resident>(data, device);
  return data;
}

Splits reside(Splits splits, at::Device device) {
  for (auto* part : {&splits.train, &splits.test, &splits.validation}) *part = reside(std::move(*part), device);
  return splits;
}

}  // namespace mixup
