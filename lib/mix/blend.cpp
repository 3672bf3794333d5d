#include "mix/blend.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "mix/lambda.hpp"
#include "mix/plain.hpp"

namespace mixup::mix {
namespace {

/// bool [H, W]: a box of (1 - lambda) of the area around a uniform centre, clipped at the edges as in the CutMix paper.
at::Tensor draw_box(double lambda, int64_t height, int64_t width, uint64_t seed) {
  SplitMix64 random(seed);
  double const side = std::sqrt(1 - lambda);
  auto const span = [&](int64_t extent) {
    auto const length = static_cast<int64_t>(static_cast<double>(extent) * side);
    auto const centre = static_cast<int64_t>(random.below(static_cast<uint64_t>(extent)));
    auto const inside = [&](int64_t v) { return std::min(std::max<int64_t>(v, 0), extent); };
    return std::pair(inside(centre - length / 2), inside(centre - length / 2 + length));
  };
  auto const [top, bottom] = span(height);
  auto const [left, right] = span(width);
  auto box = at::zeros({height, width}, at::kBool);
  box.narrow(0, top, bottom - top).narrow(1, left, right - left).fill_(true);
  return box;
}

void require_cut_has_meaning(Method const& method, int64_t height, int64_t width) {
  if (height * width == 0 || method.at != 0 || method.order != 2 || method.lambda_per != LambdaPer::batch ||
      method.stretch != 0)
    throw error(
        Exit::usage,
        "/method/cut: CutMix needs images, at 0, order 2, lambda_per batch and stretch 0; got {} x {} inputs, at "
        "{}, order {}, lambda_per {}, stretch {}",
        height, width, method.at, method.order, names(method.lambda_per)[size_t(method.lambda_per)], method.stretch);
}

/// The same for rows of a table: products and sums in the same order.
at::Tensor blend_plain(Blend const& blend, at::Tensor const& t) {
  int64_t const count = blend.rows.size(0), order = blend.rows.size(1), width = t.size(1);
  auto const out = at::empty({count, width}, t.options());
  auto const *in = t.data_ptr<float>(), *weight = blend.weights.data_ptr<float>();
  auto const* row = blend.rows.data_ptr<int64_t>();
  auto* to = out.data_ptr<float>();
  for (int64_t b = 0; b < count; ++b, to += width)
    for (int64_t j = 0; j < order; ++j, ++weight, ++row) {
      if (*row < 0 || *row >= t.size(0))
        throw error(Exit::bug, "partner {} of example {} is row {}, allowed 0 ... {}", j, b, *row, t.size(0) - 1);
      auto const* const from = in + *row * width;
      if (j == 0)
        for (int64_t i = 0; i < width; ++i) to[i] = from[i] * *weight;
      else
        for (int64_t i = 0; i < width; ++i) to[i] += from[i] * *weight;
    }
  return out;
}

}  // namespace

Blend Blend::to(at::Device device) const {
  return {weights.to(device), rows.to(device), pasted.defined() ? pasted.to(device) : pasted, layer};
}

at::Tensor Blend::operator()(at::Tensor const& t) const {
  if (is_plain(t) && is_plain(weights) && t.dim() == 2 && rows.is_contiguous()) return blend_plain(*this, t);
  std::vector<int64_t> shape(static_cast<size_t>(t.dim()), 1);
  shape[0] = weights.size(0);
  at::Tensor out;
  for (int64_t j = 0; j < weights.size(1); ++j) {
    auto const part = t.index_select(0, rows.select(1, j)).to(at::kFloat) * weights.select(1, j).view(shape);
    out = out.defined() ? out.add_(part) : part;
  }
  return out.to(t.scalar_type());  // lambda itself is never rounded to bfloat16
}

at::Tensor Blend::input(at::Tensor const& x) const {
  if (!pasted.defined()) return (*this)(x);
  return at::where(pasted, x.index_select(0, rows.select(1, 1)), x.index_select(0, rows.select(1, 0)));
}

Blend draw_blend(Method const& method, at::Tensor const& rows, at::IntArrayRef input, uint64_t lambda_seed,
                 uint64_t box_seed) {
  Blend blend{draw_weights(method, rows.size(0), lambda_seed), rows};
  if (method.any_layer)
    blend.layer = static_cast<int64_t>(SplitMix64(box_seed).below(static_cast<uint64_t>(method.at + 1)));
  if (!method.cut) return blend;
  bool const pictures = input.size() == 4;
  int64_t const height = pictures ? input[2] : 0, width = pictures ? input[3] : 0;
  require_cut_has_meaning(method, height, width);
  blend.pasted = draw_box(blend.weights[0][0].item<double>(), height, width, box_seed);
  double const share = blend.pasted.sum().item<double>() / static_cast<double>(height * width);
  blend.weights.select(1, 0).fill_(1 - share);
  blend.weights.select(1, 1).fill_(share);
  return blend;
}

}  // namespace mixup::mix
