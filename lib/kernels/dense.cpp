#include "kernels/dense.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <type_traits>

#include "core/each_cpu.hpp"

namespace mixup::kernels {
namespace {

using Vector [[gnu::vector_size(64)]] = float;                                  // one panel of a feature
using Loose [[gnu::vector_size(64), gnu::may_alias, gnu::aligned(4)]] = float;  // the same at any address

MIXUP_INLINE Vector load(float const* at) { return *reinterpret_cast<Loose const*>(at); }
MIXUP_INLINE void store(float* at, Vector v) { *reinterpret_cast<Loose*>(at) = v; }

// Sums that are made at once: more than a product takes cycles, and no more than AVX-512 has registers.
constexpr int kRows = 8, kColumns = 2;

/// f(most, first) while that many of the things up to `count` are left, then with half as many, down to one.
template <int kMost, class F>
MIXUP_INLINE void in_blocks(int64_t first, int64_t count, F const& f) {
  for (; first + kMost <= count; first += kMost) f(std::integral_constant<int, kMost>{}, first);
  if constexpr (kMost > 1) in_blocks<kMost / 2>(first, count, f);
}

/// sums[k][p] += scalars[k][t * step] * vectors[p][t * stride] for the terms t: the product that all passes are made
/// of.
template <int kK, int kP>
MIXUP_INLINE void multiply(int32_t const* terms, int64_t count, float const* const (&scalars)[kK], int64_t step,
                           float const* const (&vectors)[kP], int64_t stride, Vector (&sums)[kK][kP]) {
  for (int64_t j = 0; j < count; ++j) {
    int64_t const t = terms ? terms[j] : j;
    Vector x[kP];
#pragma GCC unroll 8
    for (int p = 0; p < kP; ++p) x[p] = load(vectors[p] + t * stride);
#pragma GCC unroll 8
    for (int k = 0; k < kK; ++k)
#pragma GCC unroll 8
      for (int p = 0; p < kP; ++p) sums[k][p] += scalars[k][t * step] * x[p];
  }
}

/// dw of one row of weights, from column `column` of the compact ones.
MIXUP_INLINE void put(Units const& inputs, int64_t column, Vector v, bool add, float* dw) {
  int64_t const count = std::min(kPanel, inputs.count() - column);
  auto const* const index = inputs.index.data() + column;
  if (inputs.is_all() && count == kPanel) return store(dw + column, add ? load(dw + column) + v : v);
  float values[kPanel];
  store(values, v);
  for (int64_t i = 0; i < count; ++i) dw[index[i]] = (add ? dw[index[i]] : 0) + values[i];
}

/// With kPack the columns of the weights that a block needs are copied first: they are read for every panel, and as
/// they lie they fall into few sets of a cache.
template <bool kPack>
MIXUP_INLINE void input_gradient(Layer const& layer, Units const& inputs, Units const& outputs, int64_t panels,
                                 float const* dy, float const* active, float* dx) {
  int64_t const in = layer.in, out = layer.out;
  auto const* const terms = outputs.is_all() ? nullptr : outputs.index.data();
  auto const* const units = inputs.index.data();
  std::vector<float> packed(kPack ? static_cast<size_t>(out * kRows) : 0);
  in_blocks<kRows>(
      0, inputs.count(), [&](auto rows, int64_t i) __attribute__((always_inline)) {
        constexpr int kK = decltype(rows)::value;
        if constexpr (kPack)
          for (int64_t const o : outputs.index)
            for (int k = 0; k < kK; ++k) packed[static_cast<size_t>(o * kK + k)] = layer.weight[o * in + units[i + k]];
        float const* weights[kK];
        for (int k = 0; k < kK; ++k) weights[k] = (kPack ? packed.data() : layer.weight + i) + k;
        in_blocks<kColumns>(
            0, panels, [&](auto columns, int64_t panel) __attribute__((always_inline)) {
              constexpr int kP = decltype(columns)::value;
              float const* panel_of_dy[kP];
              for (int p = 0; p < kP; ++p) panel_of_dy[p] = dy + (panel + p) * out * kPanel;
              Vector sums[kK][kP] = {};
              multiply(terms, outputs.count(), weights, kPack ? kK : in, panel_of_dy, kPanel, sums);
              for (int k = 0; k < kK; ++k)
                for (int p = 0; p < kP; ++p) {
                  int64_t const at = ((panel + p) * in + units[i + k]) * kPanel;
                  Vector const v = sums[k][p];
                  store(dx + at, active ? (load(active + at) > 0 ? v : Vector{}) : v);
                }
            });
      });
}

}  // namespace

MIXUP_FOR_EACH_CPU
void dense_forward(Layer const& layer, Units const& inputs, int64_t panels, float const* x, float floor, float* y) {
  int64_t const in = layer.in, out = layer.out;
  auto const* const terms = inputs.is_all() ? nullptr : inputs.index.data();
  in_blocks<kRows>(
      0, out, [&](auto rows, int64_t o) __attribute__((always_inline)) {
        constexpr int kK = decltype(rows)::value;
        float const* weights[kK];
        for (int k = 0; k < kK; ++k) weights[k] = layer.weight + (o + k) * in;
        in_blocks<kColumns>(
            0, panels, [&](auto columns, int64_t panel) __attribute__((always_inline)) {
              constexpr int kP = decltype(columns)::value;
              float const* panel_of_x[kP];
              for (int p = 0; p < kP; ++p) panel_of_x[p] = x + (panel + p) * in * kPanel;
              Vector sums[kK][kP];
              for (int k = 0; k < kK; ++k)
                for (int p = 0; p < kP; ++p) sums[k][p] = Vector{} + layer.bias[o + k];
              multiply(terms, inputs.count(), weights, 1, panel_of_x, kPanel, sums);
              for (int k = 0; k < kK; ++k)
                for (int p = 0; p < kP; ++p) {
                  Vector const v = sums[k][p];
                  store(y + ((panel + p) * out + o + k) * kPanel, v < floor ? Vector{} + floor : v);  // a NaN passes
                }
            });
      });
}

MIXUP_FOR_EACH_CPU
void dense_input_gradient(Layer const& layer, Units const& inputs, Units const& outputs, int64_t panels,
                          float const* dy, float const* active, float* dx) {
  if (panels > kColumns || !inputs.is_all())
    input_gradient<true>(layer, inputs, outputs, panels, dy, active, dx);
  else
    input_gradient<false>(layer, inputs, outputs, panels, dy, active, dx);
}

MIXUP_FOR_EACH_CPU
void dense_weight_gradient(Layer const& layer, Units const& inputs, Units const& outputs, int64_t panels,
                           float const* dy, float const* x, bool add, float* dw, float* db) {
  int64_t const in = layer.in, out = layer.out, width = padded(inputs.count());
  auto const* const units = outputs.index.data();
  if (!add && !(inputs.is_all() && outputs.is_all())) std::fill_n(dw, in * out, 0.0F);
  if (!add && !outputs.is_all()) std::fill_n(db, out, 0.0F);
  in_blocks<kRows>(
      0, outputs.count(), [&](auto rows, int64_t o) __attribute__((always_inline)) {
        constexpr int kK = decltype(rows)::value;
        in_blocks<kColumns>(
            0, width / kPanel, [&](auto columns, int64_t column) __attribute__((always_inline)) {
              constexpr int kP = decltype(columns)::value;
              Vector sums[kK][kP] = {};
              float const *of_dy[kK], *of_x[kP];
              for (int k = 0; k < kK; ++k) of_dy[k] = dy + units[o + k] * kPanel;
              for (int p = 0; p < kP; ++p) of_x[p] = x + (column + p) * kPanel;
              for (int64_t panel = 0; panel < panels; ++panel) {
                multiply(nullptr, kPanel, of_dy, 1, of_x, width, sums);
                for (int k = 0; k < kK; ++k) of_dy[k] += out * kPanel;
                for (int p = 0; p < kP; ++p) of_x[p] += width * kPanel;
              }
              for (int k = 0; k < kK; ++k)
                for (int p = 0; p < kP; ++p)
                  put(inputs, (column + p) * kPanel, Vector(sums[k][p]), add, dw + units[o + k] * in);
            });
      });
  for (int64_t o : outputs.index) {
    Vector sums{};
    for (int64_t panel = 0; panel < panels; ++panel) sums += load(dy + (panel * out + o) * kPanel);
    float values[kPanel];
    store(values, sums);
    db[o] = std::accumulate(values, values + kPanel, add ? db[o] : 0.0F);
  }
}

}  // namespace mixup::kernels
