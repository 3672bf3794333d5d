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

/// The groups of a sheet's rows, in its order.
std::vector<std::string> groups(Sheet const& sheet);

/// The numbers of each record of `line` under `key` that are as many as the first's; those records join `used`.
Band band_of(SheetLine const& line, Json Outcome::*part, std::string const& key, Records& used);

/// What lines and bands are, as the end of a caption.
extern char const* const kBandLegend;

/// A panel of bands; more than one seed shades from the least to the largest.
Panel band_panel(std::string const& title, Axis const& x, Axis const& y, std::vector<Band> const& bands);

}  // namespace mixup
