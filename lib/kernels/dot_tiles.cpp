// dot_tiles: rows of outputs.
#include "kernels/dot_tiles.hpp"

#include "core/error.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/dot.hpp"

namespace mixup::kernels {
namespace {

/// kPixels outputs of kVectors vectors, all sums in registers.
template <class V, int kPixels, int kVectors>
MIXUP_DOT void multiply_tile(RowTask const& t, int64_t first) {
  typename V::Sum sums[kPixels][kVectors];
  auto const at = [&](int p) { return (first + p) * t.out_step; };
  MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) {
      sums[p][v] = t.add ? V::widen(t.add + at(p) + v * V::kLanes, mask_of<V>(t.outputs, v)) : V::zero();
    }
  }
  auto const* const in = t.in + first * t.in_step;
  int64_t const step = t.in_step, pairs = t.pairs;
  auto const* weights = t.weights;
  auto const* const offsets = t.offsets;
  for (int64_t k = 0; k < pairs; ++k, weights += 2 * kVectors * V::kLanes) {
    auto const* const pair = in + offsets[k];
    typename V::Pairs w[kVectors];
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) w[v] = V::load(weights + 2 * v * V::kLanes);
    MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
      auto const x = V::all(pair + p * step);
      MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[p][v] = V::add(sums[p][v], w[v], x);
    }
  }
  MIXUP_UNROLL for (int p = 0; p < kPixels; ++p) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v)
        V::store(t.out + at(p) + v * V::kLanes, sums[p][v], mask_of<V>(t.outputs, v));
  }
}

/// Tiles of kPixels, then what is left in halves.
template <class V, int kPixels, int kVectors>
MIXUP_DOT void multiply(RowTask const& t, int64_t first) {
  for (; first + kPixels <= t.pixels; first += kPixels) multiply_tile<V, kPixels, kVectors>(t, first);
  if constexpr (kPixels > 1)
    if (first < t.pixels) multiply<V, kPixels / 2, kVectors>(t, first);
}

}  // namespace

bool has_dot_products() {
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
}

void multiply_row(RowTask const& task) {
  int64_t const done = multiply_quarters(task);
  if (done == task.pixels) return;
  if (task.lanes == 8)
    multiply<Half, 16, 1>(task, done);
  else if (task.vectors == 1)
    multiply<Wide, 16, 1>(task, done);
  else if (task.vectors == 2)
    multiply<Wide, 8, 2>(task, 0);
  else
    multiply<Wide, 4, 4>(task, 0);
}

}  // namespace mixup::kernels

#else

namespace mixup::kernels {

bool has_dot_products() { return false; }
void multiply_row(RowTask const&) { throw error(Exit::bug, "multiply_row: not built for this processor"); }

}  // namespace mixup::kernels

#endif
