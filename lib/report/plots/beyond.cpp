// beyond: what is drawn of the experiments beyond the paper: numbers by epoch, sureness far away, noise and blur.
#include "report/plots/bands.hpp"
#include "report/plots/plots.hpp"
#include "report/remarks.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

/// One line in place of one a seed.
Band mean_of(Band band) {
  if (band.y.size() < 2) return band;
  std::vector<double> means;
  for (size_t i = 0; i < band.y.front().size(); ++i) {
    std::vector<double> values;
    for (auto const& seed : band.y) values.push_back(seed[i]);
    means.push_back(mean(values));
  }
  band.y = {means};
  return band;
}

}  // namespace

std::optional<Plot> number_curves(Stage const& stage) {
  Plot plot{stage.table->experiment + "-curves", "RMSE of the test part as training goes on", "", {}, 0, {}};
  for (auto const& group : groups(*stage.sheet)) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (line.group != group || !line.row) continue;
      auto band = mean_of(band_of(line, &Outcome::curve, "rmse", plot.records));
      band.place = place++;
      if (band.y.empty() || band.y.front().size() < 2) continue;
      for (size_t i = 0; i < band.y.front().size(); ++i) band.x.push_back(static_cast<double>(i + 1));
      bands.push_back(std::move(band));
    }
    if (!bands.empty()) plot.panels.push_back(band_panel(group, {"epoch"}, {"RMSE"}, bands));
  }
  plot.caption = "Means over the splits, whose scatter is larger than what the methods differ by. " +
                 sheet_title(*stage.scale, *stage.sheet) + ".";
  return plot;
}

std::optional<Plot> sureness(Stage const& stage) {
  Plot plot{"sureness", "How sure of what: images near to the data and far from it", "", {}, 0, {}};
  struct Kind {
    char const *key, *title;
  };
  for (auto const& kind : {Kind{"near", "test images of CIFAR-10"}, Kind{"cifar100", "CIFAR-100"},
                           Kind{"noise", "noise"}, Kind{"channels", "test images, channels flipped"}}) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (!line.row) continue;
      auto band = band_of(line, &Outcome::figure, kind.key, plot.records);
      band.place = place++;
      if (band.y.empty()) continue;
      auto const bins = band.y.front().size();
      for (size_t i = 0; i < bins; ++i) band.x.push_back((static_cast<double>(i) + 0.5) / static_cast<double>(bins));
      bands.push_back(std::move(band));
    }
    if (!bands.empty())
      plot.panels.push_back(band_panel(kind.title, {"confidence", "[0:1]"}, {"images [%]", "[0:*]"}, bands));
  }
  plot.caption = fmt::format("Shares of the images by the probability of the class that the net answers. {}.{}",
                             sheet_title(*stage.scale, *stage.sheet), kBandLegend);
  return plot;
}

std::optional<Plot> corruptions(Stage const& stage) {
  Plot plot{"corruptions", "Under noise and blur", "", {}, /*columns=*/2, {}};
  constexpr char kKinds[] =
      "set xtics rotate by 35 right ('Gaussian' 1, 'shot' 2, 'impulse' 3, 'speckle' 4, 'uniform' 5, 'Gaussian blur' 6, "
      "'defocus' 7, 'motion' 8, 'glass' 9, 'pixelate' 10)\n";
  struct Figure {
    char const *key, *title;
  };
  for (auto const& group : groups(*stage.sheet))
    for (auto const& figure : {Figure{"error", "error [%]"}, Figure{"ece", "ECE [%]"}}) {
      std::vector<Band> bands;
      size_t place = 0;
      for (auto const& line : stage.sheet->lines) {
        if (!line.row || line.group != group) continue;
        auto band = band_of(line, &Outcome::figure, figure.key, plot.records);
        band.place = place++;
        if (band.y.empty()) continue;
        for (size_t i = 0; i < band.y.front().size(); ++i) band.x.push_back(static_cast<double>(i + 1));
        bands.push_back(std::move(band));
      }
      if (bands.empty()) continue;
      auto panel = band_panel(group, {"", "[0.5:10.5]"}, {figure.title, "[0:*]"}, bands);
      panel.script.insert(panel.script.find("unset key"), kKinds);
      plot.panels.push_back(std::move(panel));
    }
  plot.caption = sheet_title(*stage.scale, *stage.sheet) + "." + kBandLegend;
  return plot;
}

}  // namespace mixup
