#include "kernels/dense_net.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

namespace mixup::kernels {

/// Batches of so many panels look for units that sleep; in smaller ones few do, and looking costs more than it saves.
constexpr int64_t kManyPanels = 4;

void DenseNet::Buffer::Free::operator()(float* at) const { std::free(at); }

float* DenseNet::Buffer::of(int64_t count) {
  if (count > size) {
    constexpr size_t kLine = 64;  // bytes; a vector that crosses lines is read twice
    floats.reset(static_cast<float*>(std::aligned_alloc(kLine, static_cast<size_t>(padded(count)) * sizeof(float))));
    if (!floats) throw std::bad_alloc();
    size = count;
    std::fill_n(floats.get(), count, 0.0F);
  }
  return floats.get();
}

DenseNet::DenseNet(std::vector<Layer> layers)
    : layers_(std::move(layers)), inputs_(layers_.size()), by_rows_(layers_.size()) {
  for (auto const& layer : layers_) units_.push_back(Units::all(layer.in));
  units_.push_back(Units::all(out()));
}

void DenseNet::forward(float const* x, int64_t rows, float* logits) {
  rows_ = rows;
  int64_t const width = panels() * kPanel;
  auto* panel = inputs_[0].of(in() * width);
  auto* const by_rows = by_rows_[0].of(padded(in()) * width);
  for (int64_t row = 0; row < width; ++row) {
    auto* const to = by_rows + row * padded(in());
    if (row < rows)
      std::copy_n(x + row * in(), in(), to);
    else
      std::fill_n(to, in(), 0.0F);
  }
  rows_to_panels(x, rows, in(), panel);
  for (size_t l = 0; l < layers_.size(); ++l) {
    bool const last = l + 1 == layers_.size();
    auto* const y = (last ? logits_ : inputs_[l + 1]).of(layers_[l].out * width);
    dense_forward(layers_[l], units_[l], panels(), panel, last ? -std::numeric_limits<float>::infinity() : 0.0F, y);
    panel = y;
    if (last) continue;
    auto& units = units_[l + 1];
    if (panels() >= kManyPanels)
      units = awake(units.of, panels(), y);
    else if (!units.is_all())
      units = Units::all(units.of);
  }
  panels_to_rows(panel, units_.back(), rows, out(), logits);
}

void DenseNet::backward(float const* dlogits, std::vector<LayerGradient> const& gradients, float* dx) {
  int64_t const width = panels() * kPanel;
  auto* upper = &upper_;
  auto* lower = &lower_;
  rows_to_panels(dlogits, rows_, out(), upper->of(out() * width));
  for (size_t l = layers_.size(); l-- > 0;) {
    auto const& layer = layers_[l];
    auto const* const dy = upper->of(layer.out * width);
    if (!gradients.empty()) {
      auto* const x = by_rows_[l].of(padded(layer.in) * width);
      if (l > 0) panels_to_rows(inputs_[l].of(layer.in * width), units_[l], width, padded(units_[l].count()), x);
      auto const& to = gradients[l];
      dense_weight_gradient(layer, units_[l], units_[l + 1], panels(), dy, x, to.add, to.weight, to.bias);
    }
    if (l == 0 && !dx) return;
    auto const* const active = l > 0 ? inputs_[l].of(layer.in * width) : nullptr;
    dense_input_gradient(layer, units_[l], units_[l + 1], panels(), dy, active, lower->of(layer.in * width));
    std::swap(upper, lower);
  }
  panels_to_rows(upper->of(in() * width), units_[0], rows_, in(), dx);
}

}  // namespace mixup::kernels
