// bands: mean and range over seeds.
#include "report/plots/bands.hpp"

#include <algorithm>

#include "report/plots/plots.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

/// x, mean, least, largest.
std::vector<std::vector<double>> band_rows(Band const& band) {
  std::vector<std::vector<double>> rows;
  for (size_t i = 0; i < band.x.size(); ++i) {
    std::vector<double> values;
    for (auto const& seed : band.y) values.push_back(seed[i]);
    auto const [least, largest] = std::minmax_element(values.begin(), values.end());
    rows.push_back({band.x[i], mean(values), *least, *largest});
  }
  return rows;
}

}  // namespace

char const* const kBandLegend = " Lines are means over seeds; where there is more than one, the band spans them all.";

std::vector<std::string> groups(Sheet const& sheet) {
  std::vector<std::string> out;
  for (auto const& line : sheet.lines)
    if (line.row && std::find(out.begin(), out.end(), line.group) == out.end()) out.push_back(line.group);
  return out;
}

Band band_of(SheetLine const& line, Json Outcome::*part, std::string const& key, Records& used) {
  Band band;
  band.label = line.label;
  for (auto const* record : line.done) {
    auto const values = numbers(record->outcome.*part, key);
    if (values.empty() || (!band.y.empty() && values.size() != band.y.front().size())) continue;
    band.y.push_back(values);
    if (std::find(used.begin(), used.end(), record) == used.end()) used.push_back(record);
  }
  return band;
}

Panel band_panel(std::string const& title, Axis const& x, Axis const& y, std::vector<Band> const& bands) {
  Panel panel{title, opening(360, 250, x, y), {}, {}};
  std::vector<std::string> shades, lines;
  for (size_t i = 0; i < bands.size(); ++i) {
    auto const ink = series_ink(bands[i].place);
    auto const name = fmt::format("s{}", i);
    panel.script += data_block(name, band_rows(bands[i]));
    if (bands[i].y.size() > 1)
      shades.push_back(fmt::format(
          "${} using 1:3:4 with filledcurves fillcolor {} fillstyle transparent solid 0.25 noborder", name, rgb(ink)));
    lines.push_back(fmt::format("${} using 1:2 with lines linewidth 2 dashtype {} linecolor {}", name,
                                bands[i].place % 4 + 1, rgb(ink)));
    panel.legend.push_back({ink, bands[i].label});
  }
  shades.insert(shades.end(), lines.begin(), lines.end());
  panel.script += fmt::format("plot {}\n", fmt::join(shades, ", "));
  return panel;
}

}  // namespace mixup
