// forest: all verdicts in one picture.
#include <algorithm>
#include <cmath>

#include "report/plots/plots.hpp"

namespace mixup {
namespace {

constexpr double kRow = 21;    // points of height a claim
constexpr int kAround = 26;    // above and below all of them
constexpr double kEnds = 1.1;  // of the axis, which is 1 at each line's own largest number

bool points_left(ClaimKind kind) {
  return kind == ClaimKind::lower || kind == ClaimKind::falls || kind == ClaimKind::not_higher;
}

/// A claim's numbers turned so that what the paper claims is on the right, in shares of the largest of them.
struct Turned {
  double ours = 0, low = 0, high = 0;
  std::vector<double> bounds;  // between two, or to the right of one, the claim holds
  std::optional<double> paper;
};

Turned turned(Verdict const& verdict) {
  auto const& effect = verdict.effects[verdict.deciding];
  auto const claimed = claimed_range(*verdict.claim);
  double const sign = points_left(verdict.claim->kind) ? -1 : 1;
  Turned t{sign * effect.ours.value, 0, 0, {}, {}};
  for (double const bound : {sign * claimed.low, sign * claimed.high})
    if (std::isfinite(bound)) t.bounds.push_back(bound + 0.0);  // -0 is 0
  auto const interval = effect.interval.value_or(Interval{effect.ours.value, effect.ours.value});
  t.low = std::min(sign * interval.low, sign * interval.high);
  t.high = std::max(sign * interval.low, sign * interval.high);
  if (effect.paper) t.paper = sign * *effect.paper;
  double largest = std::max({std::abs(t.ours), std::abs(t.low), std::abs(t.high), std::abs(t.paper.value_or(0))});
  for (double const bound : t.bounds) largest = std::max(largest, std::abs(bound));
  if (!(largest > 0) || !std::isfinite(largest)) largest = 1;
  for (double* value : {&t.ours, &t.low, &t.high}) *value /= largest;
  for (double& bound : t.bounds) bound /= largest;
  if (t.paper) *t.paper /= largest;
  return t;
}

Ink ink_of(Decision decision) {
  return decision == Decision::reproduced ? Ink::good : is_decided(decision) ? Ink::bad : Ink::open;
}

/// One panel per experiment: a claim's sentence is too long, so its id stands at the axis.
Panel forest_panel(Chapter const& chapter) {
  auto const shown = shown_verdicts(chapter);
  auto const height = static_cast<int>(kRow * static_cast<double>(shown.size())) + kAround;
  Panel panel{chapter.table->title, "", {}, {}};
  panel.script = opening(380, height, {"", fmt::format("[{}:{}]", -kEnds, kEnds)},
                         {"", fmt::format("[{}:0.5]", static_cast<double>(shown.size()) + 0.5)});
  panel.script += "set margins 20,1,0.6,0.6\nset xtics (0) scale 0 format ''\nset border 0\nset grid x noy\n";
  std::vector<std::string> tics, clauses;
  for (size_t i = 0; i < shown.size(); ++i) {
    auto const row = static_cast<double>(i + 1);
    tics.push_back(fmt::format("{} {}", quoted(shown[i]->claim->id), row));
    if (shown[i]->effects[shown[i]->deciding].ours.n == 0) {
      panel.script +=
          fmt::format("set label '{}' at 0,{} center font ',11' textcolor {}\n",
                      shown[i]->decision == Decision::not_run ? "not run" : "no number", row, rgb(Ink::muted));
      continue;
    }
    auto const t = turned(*shown[i]);
    auto const colour = rgb(ink_of(shown[i]->decision));
    auto const name = fmt::format("c{}", i);
    panel.script += data_block(name, {{t.ours, row, t.low, t.high}});
    for (double const bound : t.bounds)
      panel.script +=
          fmt::format("set arrow from {0:.5g},{1:.5g} to {0:.5g},{2:.5g} nohead linewidth 2 linecolor {3}\n", bound,
                      row - 0.32, row + 0.32, rgb(Ink::muted));
    clauses.push_back(
        fmt::format("${} using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor {}", name, colour));
    clauses.push_back(fmt::format("${} using 1:2 with points pointtype 7 pointsize 0.65 linecolor {}", name, colour));
    if (!t.paper) continue;
    panel.script += data_block("p" + name, {{*t.paper, row}});
    clauses.push_back(
        fmt::format("$p{} using 1:2 with points pointtype 12 pointsize 0.75 linecolor {}", name, rgb(Ink::text)));
  }
  panel.script += fmt::format("set ytics ({}) scale 0\n", fmt::join(tics, ", "));
  panel.script += fmt::format("plot {}\n", clauses.empty() ? "NaN" : fmt::format("{}", fmt::join(clauses, ", ")));
  return panel;
}

}  // namespace

std::optional<Plot> forest(Chapters const& chapters, Heading heading) {
  bool const paper = heading == Heading::paper;
  Plot plot{paper ? "forest" : "forest-beyond", "Every claim at a glance", "", {}, 0, {}};
  if (!paper) plot.title += ", beyond the paper";
  for (auto const* chapter : chapters)
    if (!chapter->table->claims.empty()) plot.panels.push_back(forest_panel(*chapter));
  if (plot.panels.empty()) return std::nullopt;
  plot.caption = fmt::format(
      "Each claim has a line and a scale of its own: to the right is what {}; the claim holds to the right of "
      "its bar, or between its two bars. The dot is our effect with its 95 % interval (none for one seed){}. Blue: "
      "reproduced; orange: contradicted, or smaller than claimed; grey: inconclusive, or pending. The table below has "
      "the numbers and the units.",
      paper ? "the paper claims" : "is claimed",
      paper ? ", the hollow diamond the paper's effect where it prints one" : "");
  return plot;
}

}  // namespace mixup
