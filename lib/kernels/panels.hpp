// panels: how the activations of a fully connected net lie in memory, and which units of a layer take part.
//
// Examples come in panels of 16 that lie side by side, a vector of AVX-512: [panels, features, 16]. So a weight is one
// number for 16 examples, and no pass ends in a sum across a vector. A batch fills its last panel up with zeros.
#pragma once
#include <cstdint>
#include <vector>

namespace mixup::kernels {

constexpr int64_t kPanel = 16;  // examples

/// `n` rounded up to whole panels, or a row of features to whole vectors.
constexpr int64_t padded(int64_t n) { return (n + kPanel - 1) / kPanel * kPanel; }

/// The numbers of the units that take part, in rising order. Values of other units are neither read nor written.
struct Units {
  std::vector<int32_t> index;
  int64_t of = 0;  // how many there are in all

  static Units all(int64_t count);
  bool is_all() const { return static_cast<int64_t>(index.size()) == of; }
  int64_t count() const { return static_cast<int64_t>(index.size()); }
};

/// The units among `count` of y [panels, count, 16] that are above 0 for some example.
Units awake(int64_t count, int64_t panels, float const* y);

/// rows [count, features] -> panels, the last one filled up with zeros.
void rows_to_panels(float const* rows, int64_t count, int64_t features, float* panels);
/// Back, the units `units` alone: `count` rows of `stride` floats; what is beyond them in a row stays as it was.
void panels_to_rows(float const* panels, Units const& units, int64_t count, int64_t stride, float* rows);

}  // namespace mixup::kernels
