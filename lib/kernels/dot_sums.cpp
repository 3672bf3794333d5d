// dot_sums: sums over pixels, two at a time: the gradient of a convolution by its weights.
#include "core/error.hpp"
#include "kernels/dot_tiles.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include "kernels/dot.hpp"

namespace mixup::kernels {
namespace {

template <class V, int kOutputs, int kVectors>
MIXUP_DOT void sum_tile(SumTask const& t, int64_t lane, int64_t first) {
  typename V::Sum sums[kOutputs][kVectors];
  MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[o][v] = V::zero();
  }
  auto const* const in = t.in + lane;
  auto const* const gradient = t.gradient + first;
  auto const* const pairs = t.pairs;
  int64_t const count = t.count, outputs = t.outputs;
  for (int64_t k = 0; k < count; ++k) {
    auto const* const x = in + pairs[k].in;
    auto const* const g = gradient + pairs[k].gradient * outputs;
    typename V::Pairs xs[kVectors];
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) xs[v] = V::load(x + v * V::kLanes);
    MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
      auto const one = V::all(g + o);
      MIXUP_UNROLL for (int v = 0; v < kVectors; ++v) sums[o][v] = V::add(sums[o][v], xs[v], one);
    }
  }
  MIXUP_UNROLL for (int o = 0; o < kOutputs; ++o) {
    MIXUP_UNROLL for (int v = 0; v < kVectors; ++v)
        V::add_to(t.sums + (first + o) * t.sums_step + lane + v * V::kLanes, sums[o][v], mask_of<V>(t.width - lane, v));
  }
}

template <class V, int kOutputs, int kVectors>
MIXUP_DOT void sum(SumTask const& t, int64_t lane, int64_t first) {
  for (; first + kOutputs <= t.outputs; first += kOutputs) sum_tile<V, kOutputs, kVectors>(t, lane, first);
  if constexpr (kOutputs > 1)
    if (first < t.outputs) sum<V, kOutputs / 2, kVectors>(t, lane, first);
}

template <class V>
void sum_lanes(SumTask const& t) {
  for (int64_t lane = 0; lane < t.width;) {
    auto const vectors = std::min<int64_t>(3, (t.width - lane + V::kLanes - 1) / V::kLanes);
    if (vectors == 3)
      sum<V, 8, 3>(t, lane, 0);
    else if (vectors == 2)
      sum<V, 8, 2>(t, lane, 0);
    else
      sum<V, 16, 1>(t, lane, 0);
    lane += vectors * V::kLanes;
  }
}

}  // namespace

void add_products(SumTask const& task) {
  if (task.lanes == 8)
    sum_lanes<Half>(task);
  else
    sum_lanes<Wide>(task);
}

}  // namespace mixup::kernels

#else

namespace mixup::kernels {

void add_products(SumTask const&) { throw error(Exit::bug, "add_products: not built for this processor"); }

}  // namespace mixup::kernels

#endif
