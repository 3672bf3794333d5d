// curves: figures that are lines over epochs (3b), over λ (2) and over α.
#include <algorithm>
#include <cmath>

#include "report/measure.hpp"
#include "report/plots/bands.hpp"
#include "report/plots/figures.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr char const* kBand = " Lines are means over seeds; where there is more than one, the band spans them all.";

std::vector<std::string> groups(Sheet const& sheet) {
  std::vector<std::string> out;
  for (auto const& line : sheet.lines)
    if (line.row && std::find(out.begin(), out.end(), line.group) == out.end()) out.push_back(line.group);
  return out;
}

/// The numbers of each record of `line` under `key` that are as many as the first's; those records join `used`.
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

}  // namespace

std::optional<Figure> learning_curves(Stage const& stage) {
  auto const& table = *stage.table;
  Figure figure{table.experiment + "-curves", "Test error as training goes on", "", {}, 0, {}};
  if (table.experiment == "cifar") figure.title = "Figure 3b: test error as training goes on";
  for (auto const& group : groups(*stage.sheet)) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (line.group != group || !line.row) continue;
      auto band = band_of(line, &Outcome::curve, "test_error", figure.records);
      band.place = place++;
      if (band.y.empty() || band.y.front().size() < 2) continue;
      for (size_t i = 0; i < band.y.front().size(); ++i) band.x.push_back(static_cast<double>(i + 1));
      bands.push_back(std::move(band));
    }
    if (!bands.empty()) figure.panels.push_back(band_panel(group, {"epoch"}, {"test error [%]", "[0:*]"}, bands));
  }
  figure.caption = sheet_title(*stage.scale, *stage.sheet) + "." + kBand;
  return figure;
}

std::optional<Figure> between_examples(Stage const& stage) {
  Figure figure{"between-curves", "Figure 2: on the way from one training example to another", "", {}, 0, {}};
  struct Curve {
    char const *key, *title, *label;
  };
  for (auto const& curve : {Curve{"miss", "answers that are neither of the two classes", "misses [%]"},
                            Curve{"gradient", "how fast the loss changes with the input", "norm of the gradient"}}) {
    std::vector<Band> bands;
    size_t place = 0;
    for (auto const& line : stage.sheet->lines) {
      if (!line.row) continue;
      auto band = band_of(line, &Outcome::figure, curve.key, figure.records);
      band.place = place++;
      if (band.y.empty()) continue;
      band.x = numbers(line.done.front()->outcome.figure, "lambda");
      if (band.x.size() == band.y.front().size()) bands.push_back(std::move(band));
    }
    if (!bands.empty()) figure.panels.push_back(band_panel(curve.title, {"λ", "[0:1]"}, {curve.label, "[0:*]"}, bands));
  }
  figure.caption = fmt::format("x = λ x_i + (1 − λ) x_j of two training examples. {}.{}",
                               sheet_title(*stage.scale, *stage.sheet), kBand);
  return figure;
}

std::optional<Figure> strengths(Stage const& stage) {
  constexpr double kUnmixed = 0.05;  // where ERM, α = 0, stands on the logarithmic axis
  Figure figure{"strengths", "The strength of mixing", "", {}, 0, {}};
  for (auto const& column : stage.table->columns) {
    std::vector<Band> bands;
    for (auto const& group : groups(*stage.sheet)) {
      Band band;
      band.label = group;
      band.place = bands.size();
      std::vector<std::pair<double, double>> points;  // mean at each α; seeds may be of different numbers
      for (auto const& line : stage.sheet->lines)
        for (auto const* record : line.done)
          if (auto const value = measured(*record, column.metric); value && line.row && line.group == group) {
            points.emplace_back(std::max(record->run.method.alpha, kUnmixed), *value);
            if (std::find(figure.records.begin(), figure.records.end(), record) == figure.records.end())
              figure.records.push_back(record);
          }
      std::stable_sort(points.begin(), points.end());
      band.y.emplace_back();
      for (size_t i = 0, n = 0; i < points.size(); i += n) {
        double sum = 0;
        for (n = 0; i + n < points.size() && points[i + n].first == points[i].first; ++n) sum += points[i + n].second;
        band.x.push_back(points[i].first);
        band.y.front().push_back(sum / static_cast<double>(n));
      }
      if (band.x.size() > 1) bands.push_back(std::move(band));
    }
    if (bands.empty()) continue;
    auto const label = column.unit.empty() ? column.title : fmt::format("{} [{}]", column.title, column.unit);
    auto panel = band_panel(column.title, {"α"}, {label}, bands);
    panel.script.insert(
        panel.script.find("unset key"),
        fmt::format("set logscale x\nset xtics ('0' {}, '0.1' 0.1, '0.4' 0.4, '1' 1, '4' 4, '32' 32)\n", kUnmixed));
    figure.panels.push_back(std::move(panel));
  }
  figure.caption = "Means over seeds; α = 0 is ERM. " + sheet_title(*stage.scale, *stage.sheet) + ".";
  return figure;
}

}  // namespace mixup
