// bands: lines over an axis, each the mean over seeds with its range behind it.
#pragma once
#include "report/plots/panel.hpp"

namespace mixup {

struct Band {
  std::string label;
  std::vector<double> x;
  std::vector<std::vector<double>> y;  // one a seed, each as long as x
  size_t place = 0;                    // among the lines of its kind: the same ink and dashes in all panels
};

/// A panel of bands; more than one seed shades from the least to the largest.
Panel band_panel(std::string const& title, Axis const& x, Axis const& y, std::vector<Band> const& bands);

}  // namespace mixup
