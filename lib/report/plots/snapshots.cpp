// snapshots: Figure 5, the points that a GAN draws after some iterations, over real ones.
#include <algorithm>
#include <charconv>

#include "report/number.hpp"
#include "report/plots/plots.hpp"
#include "report/remarks.hpp"

namespace mixup {
namespace {

constexpr size_t kEveryReal = 4, kEveryDrawn = 4;  // so many points stand for one that is drawn
constexpr double kFrame = 0.25;                    // around the real points, as the table's "inside the frame"

std::vector<std::array<double, 2>> thinned(std::vector<double> const& flat, size_t every) {
  std::vector<std::array<double, 2>> out;
  for (size_t i = 0; i + 1 < flat.size(); i += 2 * every) out.push_back({flat[i], flat[i + 1]});
  return out;
}

struct Frame {
  double low[2], high[2];
};

Frame frame_of(std::vector<double> const& flat) {
  Frame frame{{flat[0], flat[1]}, {flat[0], flat[1]}};
  for (size_t i = 0; i < flat.size(); ++i) {
    frame.low[i % 2] = std::min(frame.low[i % 2], flat[i] - kFrame);
    frame.high[i % 2] = std::max(frame.high[i % 2], flat[i] + kFrame);
  }
  return frame;
}

bool is_inside(std::array<double, 2> const& point, Frame const& frame) {
  return point[0] > frame.low[0] && point[0] < frame.high[0] && point[1] > frame.low[1] && point[1] < frame.high[1];
}

std::string snapshot_script(std::vector<double> const& real, std::vector<double> const& drawn) {
  auto const frame = frame_of(real);
  double const width = frame.high[0] - frame.low[0];
  auto points = thinned(drawn, kEveryDrawn);
  points.erase(std::remove_if(points.begin(), points.end(), [&](auto const& p) { return !is_inside(p, frame); }),
               points.end());
  std::string out = opening(190, 190, {"", fmt::format("[{}:{}]", frame.low[0], frame.high[0])},
                            {"", fmt::format("[{}:{}]", frame.low[1], frame.high[1])});
  out +=
      fmt::format("unset tics\nunset grid\nset margins 0.5,0.5,0.4,0.4\nset border 15 linecolor {}\n", rgb(Ink::muted));
  out += data_block("real", dot_rows(thinned(real, kEveryReal), width));
  out += data_block("drawn", dot_rows(points, width));
  out += "plot " + dots("real", rgb(Ink::open), 3);
  return out + (points.empty() ? "\n" : ", " + dots("drawn", rgb(Ink::second), 2.5) + "\n");
}

/// 1000 of "iteration_1000"; none of another key.
std::optional<int64_t> iteration_of(std::string const& key) {
  std::string const start = "iteration_";
  int64_t iteration = 0;
  if (key.rfind(start, 0) != 0) return std::nullopt;
  auto const* const end = key.data() + key.size();
  auto const read = std::from_chars(key.data() + start.size(), end, iteration);
  return read.ec == std::errc() && read.ptr == end ? std::optional(iteration) : std::nullopt;
}

/// "after 1,000: 22 % inside".
std::string snapshot_title(Record const& record, size_t at, int64_t iteration) {
  auto const inside = numbers(record.outcome.curve, "inside_share");
  auto const title = "after " + with_thousands(iteration);
  return at < inside.size() ? fmt::format("{}: {} % inside", title, fixed(inside[at], 0)) : title;
}

void add_row(Plot& plot, SheetLine const& line) {
  Record const& record = *line.done.front();
  auto const real = numbers(record.outcome.figure, "real");
  if (real.size() < 4) return;
  size_t at = 0;
  for (auto const& [key, unused] : record.outcome.figure.items()) {
    auto const iteration = iteration_of(key);
    if (!iteration) continue;
    auto const title = snapshot_title(record, at, *iteration);
    auto const script = snapshot_script(real, numbers(record.outcome.figure, key));
    plot.panels.push_back({title, script, {}, at == 0 ? line.group + ": " + line.label : ""});
    ++at;
  }
  plot.columns = std::max(plot.columns, at);
  plot.records.push_back(&record);
}

}  // namespace

std::optional<Plot> snapshots(Stage const& stage) {
  Plot plot{"snapshots", "Figure 5: what the generator draws, over iterations", "", {}, 0, {}};
  for (auto const& line : stage.sheet->lines)
    if (!line.done.empty()) add_row(plot, line);
  plot.caption = fmt::format(
      "Grey: points of the distribution; coloured: samples of the generator, with the share of 10,000 of them that lie "
      "inside the frame; those outside are not drawn. Every {}th real point and every {}th sample is drawn. First seed "
      "of each row that has been run, {}.",
      kEveryReal, kEveryDrawn, sheet_title(*stage.scale, *stage.sheet));
  return plot;
}

}  // namespace mixup
