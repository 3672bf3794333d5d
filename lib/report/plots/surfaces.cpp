// surfaces: Figure 1b, the decision surface of each net on points of the plane.
#include <algorithm>

#include "report/plots/plots.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr size_t kEveryPoint = 5;  // so many points of the training set stand for one that is drawn

/// p by rows of x1; empty when the record holds no surface.
std::string surface_script(Json const& figure) {
  auto const x0 = numbers(figure, "x0"), x1 = numbers(figure, "x1"), p = numbers(figure, "p");
  auto const points = numbers(figure, "points"), labels = numbers(figure, "labels");
  if (x0.size() < 2 || x1.size() < 2 || p.size() != x0.size() * x1.size() || points.size() != 2 * labels.size())
    return "";
  std::vector<std::vector<double>> rows;
  for (size_t j = 0; j < x1.size(); ++j)
    rows.emplace_back(p.begin() + static_cast<std::ptrdiff_t>(j * x0.size()),
                      p.begin() + static_cast<std::ptrdiff_t>((j + 1) * x0.size()));
  std::vector<std::array<double, 2>> classes[2];
  for (size_t i = 0; i < labels.size(); i += kEveryPoint)
    classes[labels[i] > 0.5].push_back({points[2 * i], points[2 * i + 1]});
  double const width = x0.back() - x0.front(), dx = width / static_cast<double>(x0.size() - 1);
  double const dy = (x1.back() - x1.front()) / static_cast<double>(x1.size() - 1);
  auto const around = [](std::vector<double> const& axis, double step) {  // a value stands at the middle of its square
    return fmt::format("[{:.5g}:{:.5g}]", axis.front() - step / 2, axis.back() + step / 2);
  };
  std::string out = opening(360, 310, {"", around(x0, dx)}, {"", around(x1, dy)});
  out += data_block("p", rows) + data_block("zeros", dot_rows(classes[0], width)) +
         data_block("ones", dot_rows(classes[1], width));
  // Blue to orange can be told apart without red-green vision; the middle, where p = 0.5, is the lightest.
  out += "set palette defined (0 '#2166ac', 0.25 '#7fb3d8', 0.5 '#f5f2ec', 0.75 '#f0a868', 1 '#c8501e')\n";
  out += "set cbrange [0:1]\nunset colorbox\nunset grid\n";
  out += fmt::format("plot $p matrix using ({}+$1*{:.6g}):({}+$2*{:.6g}):3 with image, {}, {}\n", x0.front(), dx,
                     x1.front(), dy, dots("zeros", "rgb '#08306b'", 3), dots("ones", "rgb '#6b2503'", 3));
  return out;
}

}  // namespace

std::optional<Plot> surfaces(Stage const& stage) {
  Plot plot{"surfaces", "Figure 1b: what a net believes between the classes", "", {}, 0, {}};
  for (auto const& line : stage.sheet->lines)
    if (!line.done.empty())
      if (auto script = surface_script(line.done.front()->outcome.figure); !script.empty()) {
        plot.panels.push_back({line.group + ": " + line.label, std::move(script), {}, {}});
        plot.records.push_back(line.done.front());
      }
  plot.caption = fmt::format(
      "p(y = 1 | x): blue where the net is sure of one class, orange of the other, pale where it is not sure. Of the "
      "training points every {}th is drawn. First seed of each row, {}.",
      kEveryPoint, sheet_title(*stage.scale, *stage.sheet));
  return plot;
}

}  // namespace mixup
