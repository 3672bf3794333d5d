// batch: crop, flip and normalise in one pass from bytes to floats.
#include "data/batch.hpp"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "data/resident.hpp"

namespace mixup {
namespace {

constexpr int64_t kPad = 4;  // section 3.2: four black pixels on each side

/// Where the image is cut out of its padded self, and whether it is mirrored afterwards.
struct Draw {
  int64_t down = 0, right = 0;  // -kPad ... kPad
  bool flip = false;
};

Draw draw(Augment augment, uint64_t seed, int64_t position) {
  if (augment == Augment::none) return {};
  SplitMix64 random(derive_seed(seed, "augment", 0, static_cast<uint64_t>(position)));
  Draw d;
  d.down = static_cast<int64_t>(random.below(2 * kPad + 1)) - kPad;
  d.right = static_cast<int64_t>(random.below(2 * kPad + 1)) - kPad;
  d.flip = random.below(2) == 1;
  return d;
}

struct Shape {
  int64_t channels, height, width;
};

/// `in` [C, H, W] bytes, `out` [H, W, C] floats, `values` those of normalized_bytes.
void fill(float* out, uint8_t const* in, Shape s, Draw d, float const* values) {
  for (int64_t h = 0; h < s.height; ++h) {
    int64_t const from_h = h + d.down;
    bool const row_inside = from_h >= 0 && from_h < s.height;
    for (int64_t w = 0; w < s.width; ++w) {
      int64_t const from_w = (d.flip ? s.width - 1 - w : w) + d.right;
      bool const inside = row_inside && from_w >= 0 && from_w < s.width;
      for (int64_t c = 0; c < s.channels; ++c)
        *out++ = values[c * 256 + (inside ? in[(c * s.height + from_h) * s.width + from_w] : 0)];
    }
  }
}

at::Tensor make_images(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed) {
  auto const x = data.x.contiguous();
  Shape const s{x.size(1), x.size(2), x.size(3)};
  int64_t const count = indices.numel(), size = s.channels * s.height * s.width;
  auto const values = normalized_bytes(data);
  auto const out = at::empty({count, s.height, s.width, s.channels}, at::kFloat);
  auto const* in = x.data_ptr<uint8_t>();
  auto const* rows = indices.data_ptr<int64_t>();
  auto* const pixels = out.data_ptr<float>();
  at::parallel_for(0, count, /*grain: images, about 10 us each=*/16, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b)
      fill(pixels + b * size, in + rows[b] * size, s, draw(augment, seed, b), values.data_ptr<float>());
  });
  return out.permute({0, 3, 1, 2});
}

void check(Dataset const& data, at::Tensor const& indices, Augment augment) {
  bool const images = data.x.scalar_type() == at::kByte;
  if (images && augment == Augment::resized_crop_flip)
    throw error(Exit::usage, "data.augment: resized_crop_flip is for photographs, allowed here none, crop_flip");
  if (!images && augment != Augment::none) throw error(Exit::usage, "data.augment: this data allows only none");
  if (images && (data.mean.size() != static_cast<size_t>(data.x.size(1)) || data.std.size() != data.mean.size()))
    throw error(Exit::bug, "make_batch: {} means and {} deviations for {} channels", data.mean.size(), data.std.size(),
                data.x.size(1));
  for (int64_t i = 0; i < indices.numel(); ++i)
    if (int64_t const row = indices.data_ptr<int64_t>()[i]; row < 0 || row >= data.x.size(0))
      throw error(Exit::bug, "make_batch: index {} is {}, allowed 0 ... {}", i, row, data.x.size(0) - 1);
}

}  // namespace

at::Tensor normalized_bytes(Dataset const& data) {
  auto const out = at::empty({static_cast<int64_t>(data.mean.size()) * 256}, at::kFloat);
  auto* value = out.data_ptr<float>();
  for (size_t c = 0; c < data.mean.size(); ++c)
    for (int v = 0; v < 256; ++v) *value++ = static_cast<float>((v / 255.0 - data.mean[c]) / data.std[c]);
  return out;
}

Choice choose(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed) {
  auto const rows = indices.contiguous();
  check(data, rows, augment);
  if (augment == Augment::none) return {rows, {}};
  auto const crops = at::empty({rows.numel(), 3}, at::kLong);
  auto* to = crops.data_ptr<int64_t>();
  for (int64_t b = 0; b < rows.numel(); ++b) {
    auto const d = draw(augment, seed, b);
    for (int64_t value : {d.down, d.right, int64_t{d.flip}}) *to++ = value;
  }
  return {rows, crops};
}

Batch make_batch(Dataset const& data, at::Tensor const& indices, Augment augment, uint64_t seed) {
  auto const rows = indices.contiguous();
  if (data.examples) return {data.examples->make(rows, augment, seed), data.y.index_select(0, rows)};
  if (data.resident) {
    auto const choice = choose(data, rows, augment, seed);
    auto const there = data.resident->device();
    return data.resident->batch(
        {choice.rows.to(there), choice.crops.defined() ? choice.crops.to(there) : at::Tensor()});
  }
  check(data, rows, augment);
  bool const images = data.x.scalar_type() == at::kByte;
  return {images ? make_images(data, rows, augment, seed) : data.x.index_select(0, rows), data.y.index_select(0, rows)};
}

}  // namespace mixup
