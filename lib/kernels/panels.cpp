#include "kernels/panels.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "core/each_cpu.hpp"

namespace mixup::kernels {

Units Units::all(int64_t count) {
  Units out{std::vector<int32_t>(static_cast<size_t>(count)), count};
  std::iota(out.index.begin(), out.index.end(), 0);
  return out;
}

MIXUP_FOR_EACH_CPU
Units awake(int64_t count, int64_t panels, float const* y) {
  Units out{{}, count};
  for (int64_t unit = 0; unit < count; ++unit) {
    float most[kPanel] = {};
    for (int64_t panel = 0; panel < panels; ++panel) {
      auto const* const values = y + (panel * count + unit) * kPanel;
      for (int64_t b = 0; b < kPanel; ++b) most[b] = values[b] > most[b] ? values[b] : most[b];
    }
    if (std::any_of(most, most + kPanel, [](float v) { return v > 0; }))
      out.index.push_back(static_cast<int32_t>(unit));
  }
  return out;
}

MIXUP_FOR_EACH_CPU
void rows_to_panels(float const* rows, int64_t count, int64_t features, float* panels) {
  for (int64_t first = 0; first < count; first += kPanel, panels += features * kPanel)
    for (int64_t f = 0; f < features; ++f)
      for (int64_t b = 0; b < kPanel; ++b)
        panels[f * kPanel + b] = first + b < count ? rows[(first + b) * features + f] : 0;
}

MIXUP_FOR_EACH_CPU
void panels_to_rows(float const* panels, Units const& units, int64_t count, int64_t stride, float* rows) {
  int64_t const width = units.count();
  auto const* const index = units.is_all() ? nullptr : units.index.data();
  for (int64_t b = 0; b < count; ++b) {
    float const* const panel = panels + b / kPanel * units.of * kPanel + b % kPanel;
    for (int64_t f = 0; f < width; ++f) rows[b * stride + f] = panel[(index ? index[f] : f) * kPanel];
  }
}

}  // namespace mixup::kernels
