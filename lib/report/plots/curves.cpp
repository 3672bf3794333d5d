// curves: plots of lines over epochs (3b), over λ (2) and over α.
#include <algorithm>
#include <map>

#include "report/cells.hpp"
#include "report/metrics.hpp"
#include "report/plots/bands.hpp"
#include "report/plots/plots.hpp"
#include "report/remarks.hpp"
#include "stats/descriptive.hpp"

namespace mixup {

std::optional<Plot> learning_curves(Stage const& stage) {
  auto const& table = *stage.table;
  auto const* const figure = table.experiment == "cifar" ? "Figure 3b: " : "The ";
  Plot plot{table.experiment + "-curves", figure + table.curve + " as training goes on", "", {}, 0, {}};
  for (auto const& group : groups(*stage.sheet)) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (line.group != group || !line.row) continue;
      auto band = band_of(line, &Outcome::curve, "test_error", plot.records);
      band.place = place++;
      if (band.y.empty() || band.y.front().size() < 2) continue;
      for (size_t i = 0; i < band.y.front().size(); ++i) band.x.push_back(static_cast<double>(i + 1));
      bands.push_back(std::move(band));
    }
    if (!bands.empty()) plot.panels.push_back(band_panel(group, {"epoch"}, {table.curve + " [%]", "[0:*]"}, bands));
  }
  plot.caption = sheet_title(*stage.scale, *stage.sheet) + "." + kBandLegend;
  return plot;
}

std::optional<Plot> between_examples(Stage const& stage) {
  Plot plot{"between-curves", "Figure 2: on the way from one training example to another", "", {}, 0, {}};
  struct Curve {
    char const *key, *title, *label;
  };
  for (auto const& curve : {Curve{"miss", "answers that are neither of the two classes", "misses [%]"},
                            Curve{"gradient", "how fast the loss changes with the input", "norm of the gradient"}}) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (!line.row) continue;
      auto band = band_of(line, &Outcome::figure, curve.key, plot.records);
      band.place = place++;
      if (band.y.empty()) continue;
      band.x = numbers(line.done.front()->outcome.figure, "lambda");
      if (band.x.size() == band.y.front().size()) bands.push_back(std::move(band));
    }
    if (!bands.empty()) plot.panels.push_back(band_panel(curve.title, {"λ", "[0:1]"}, {curve.label, "[0:*]"}, bands));
  }
  plot.caption = fmt::format("x = λ x_i + (1 − λ) x_j of two training examples. {}.{}",
                             sheet_title(*stage.scale, *stage.sheet), kBandLegend);
  return plot;
}

std::optional<Plot> strengths(Stage const& stage) {
  constexpr double kUnmixed = 0.05;  // where ERM, α = 0, stands on the logarithmic axis
  Plot plot{"strengths", "The strength of mixing", "", {}, 0, {}};
  for (auto const& column : stage.table->columns) {
    std::vector<Band> bands;
    for (auto const& group : groups(*stage.sheet)) {
      Band band;
      band.label = group;
      band.place = bands.size();
      std::map<double, std::vector<double>> points;  // at each α, of all seeds
      for (auto const& line : stage.sheet->lines)
        for (auto const* record : line.done)
          if (auto const value = measured(*record, column.metric); value && line.row && line.group == group) {
            points[std::max(record->run.method.alpha, kUnmixed)].push_back(*value);
            if (std::find(plot.records.begin(), plot.records.end(), record) == plot.records.end())
              plot.records.push_back(record);
          }
      band.y.emplace_back();
      for (auto const& [alpha, values] : points) {
        band.x.push_back(alpha);
        band.y.front().push_back(mean(values));
      }
      if (band.x.size() > 1) bands.push_back(std::move(band));
    }
    if (bands.empty()) continue;
    auto const label = with_unit(column.title, column);
    auto panel = band_panel(column.title, {"α"}, {label}, bands);
    panel.script.insert(
        panel.script.find("unset key"),
        fmt::format("set logscale x\nset xtics ('0' {}, '0.1' 0.1, '0.4' 0.4, '1' 1, '4' 4, '32' 32)\n", kUnmixed));
    plot.panels.push_back(std::move(panel));
  }
  plot.caption = "Means over seeds; α = 0 is ERM. " + sheet_title(*stage.scale, *stage.sheet) + ".";
  return plot;
}

}  // namespace mixup
