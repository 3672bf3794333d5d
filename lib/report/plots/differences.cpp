// differences: what each row of a table has more or less than the row it is compared with, with its interval.
#include <algorithm>
#include <cmath>

#include "report/cells.hpp"
#include "report/metrics.hpp"
#include "report/plots/plots.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr double kLine = 21;  // points of height a row
constexpr int kRoom = 60;     // above and below all of them

/// The line's paired difference in one column; no seeds where there is none.
SeedMean difference_of_line(Stage const& stage, SheetLine const& line, LineOf const& lines, Column const& column) {
  if (!line.row || line.row->against.empty()) return {};
  auto const found = paired(difference_of(*line.row, *stage.table->row(line.row->against)), lines, column.metric);
  return found.seeds.empty() ? SeedMean{} : mean_over_seeds(found.sums, *stage.table, line.done);
}

/// Left of the axis, for the longest label: in characters, which are wider than most letters.
int margin_of(Stage const& stage) {
  int longest = 0;
  for (auto const& line : stage.sheet->lines) {
    auto const letters = std::count_if(line.label.begin(), line.label.end(), [](char c) { return (c & 0xC0) != 0x80; });
    longest = std::max(longest, static_cast<int>(letters));
  }
  return 2 + 9 * longest / 10;
}

/// Between two numbers at the axis: 1, 2 or 5 times a power of ten, so that about four stand beside the longest labels.
double step_of(std::vector<std::vector<double>> const& rows) {
  double low = 0, high = 0;
  for (auto const& row : rows) low = std::min(low, row[2]), high = std::max(high, row[3]);
  if (!(high > low)) return 1;
  double const least = (high - low) / 4, ten = std::pow(10, std::floor(std::log10(least)));
  for (double const times : {1, 2, 5})
    if (times * ten >= least) return times * ten;
  return 10 * ten;
}

Panel differences_panel(Stage const& stage, Column const& column, Records& used) {
  auto const lines = lines_of(*stage.sheet);
  std::vector<std::string> tics;
  std::vector<std::vector<double>> rows;
  for (auto const& line : stage.sheet->lines) {
    auto const found = difference_of_line(stage, line, lines, column);
    if (found.n == 0) continue;
    auto const half = half_width(found).value_or(0);
    auto const place = static_cast<double>(rows.size() + 1);
    rows.push_back({found.value, place, found.value - half, found.value + half});
    tics.push_back(fmt::format("{} {}", quoted(line.label), place));
    used.insert(used.end(), line.done.begin(), line.done.end());
  }
  Panel panel{column.title, "", {}, {}};
  if (rows.empty()) return panel;
  auto const count = static_cast<double>(rows.size());
  panel.script = opening(440, static_cast<int>(kLine * count) + kRoom, {with_unit("difference", column)},
                         {"", fmt::format("[{}:0.5]", count + 0.5)});
  panel.script += data_block("d", rows);
  panel.script += fmt::format("set lmargin {}\nset ytics ({}) scale 0\nset xtics {:.5g}\nset grid x noy\n",
                              margin_of(stage), fmt::join(tics, ", "), step_of(rows));
  panel.script +=
      fmt::format("set arrow from 0,0.5 to 0,{} nohead linewidth 1 linecolor {}\n", count + 0.5, rgb(Ink::muted));
  panel.script += fmt::format(
      "plot $d using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor {0}, $d using 1:2 with points "
      "pointtype 7 pointsize 0.65 linecolor {0}\n",
      rgb(Ink::first));
  return panel;
}

}  // namespace

std::optional<Plot> differences(Stage const& stage) {
  Plot plot{stage.table->experiment + "-differences", "Differences, seed by seed", "", {}, 0, {}};
  for (auto const& column : stage.table->columns) {
    if (!column.paired) continue;
    Records used;
    auto panel = differences_panel(stage, column, used);
    if (panel.script.empty()) continue;
    plot.panels.push_back(std::move(panel));
    for (auto const* record : used)
      if (std::find(plot.records.begin(), plot.records.end(), record) == plot.records.end())
        plot.records.push_back(record);
  }
  plot.caption =
      "Each row against the one it is compared with: the mean of the paired differences and its 95 % interval. " +
      sheet_title(*stage.scale, *stage.sheet) + ".";
  return plot;
}

}  // namespace mixup
