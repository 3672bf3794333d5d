// reliability: how often a net is right when it says that it is sure by so much.
#include <algorithm>

#include "report/plots/plots.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr char const* kReliability = "reliability";

/// (confidence, accuracy) of each bin that holds an example, over all seeds by their counts; empty when none is known.
std::vector<std::vector<double>> reliability_rows(SheetLine const& line, Records& used) {
  std::vector<std::array<double, 3>> sums;  // confidence, accuracy, count
  for (auto const* record : line.done) {
    if (!record->outcome.figure.contains(kReliability)) continue;
    auto const& bins = record->outcome.figure[kReliability];
    auto const confidence = numbers(bins, "confidence"), accuracy = numbers(bins, "accuracy"),
               count = numbers(bins, "count");
    if (count.empty() || confidence.size() != count.size() || accuracy.size() != count.size()) continue;
    sums.resize(std::max(sums.size(), count.size()));
    for (size_t i = 0; i < count.size(); ++i) {
      sums[i][0] += count[i] * confidence[i];
      sums[i][1] += count[i] * accuracy[i];
      sums[i][2] += count[i];
    }
    used.push_back(record);
  }
  std::vector<std::vector<double>> rows;
  for (auto const& [confidence, accuracy, count] : sums)
    if (count > 0) rows.push_back({confidence / count, accuracy / count});
  return rows;
}

}  // namespace

std::optional<Plot> reliability(Stage const& stage) {
  Plot plot{stage.table->experiment + "-reliability", "Reliability: how sure, how often right", "", {}, 0, {}};
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> clauses;
  for (auto const& line : stage.sheet->lines) {
    auto const rows = line.row ? reliability_rows(line, plot.records) : std::vector<std::vector<double>>{};
    if (rows.empty()) continue;
    auto const known = std::find(names.begin(), names.end(), line.group);
    auto const at = static_cast<size_t>(known - names.begin());
    if (known == names.end()) {
      names.push_back(line.group);
      clauses.push_back({fmt::format("x with lines linewidth 1 dashtype 3 linecolor {}", rgb(Ink::muted))});
      plot.panels.push_back({line.group, opening(360, 310, {"confidence", "[0:1]"}, {"accuracy", "[0:1]"}), {}, {}});
    }
    auto& panel = plot.panels[at];
    auto const ink = series_ink(panel.legend.size());
    auto const name = fmt::format("s{}", panel.legend.size());
    panel.script += data_block(name, rows);
    clauses[at].push_back(fmt::format(
        "${} using 1:2 with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor {}", name, rgb(ink)));
    panel.legend.push_back({ink, line.label});
  }
  for (size_t i = 0; i < clauses.size(); ++i)
    plot.panels[i].script += fmt::format("plot {}\n", fmt::join(clauses[i], ", "));
  plot.caption = fmt::format(
      "Test examples by the probability of the answer, in bins of equal width; on the dotted line a net is as often "
      "right as it says, below it too sure. All seeds together, {}.",
      sheet_title(*stage.scale, *stage.sheet));
  return plot;
}

}  // namespace mixup
