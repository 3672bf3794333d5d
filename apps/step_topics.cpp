// step_topics: the training step of the paper's main net: beside PyTorch, and how its cost grows.
#include <algorithm>
#include <cmath>

#include "apps/topics.hpp"
#include "apps/verbs.hpp"
#include "report/number.hpp"

namespace mixup {
namespace {

constexpr int64_t kBatch = 128, kEpoch = 50000;  // of the paper's training on CIFAR-10 (section 3.2)
constexpr int64_t kWarmUp = 4;                   // steps, as in train/bench.cpp

/// "1/8", "0.3".
std::string width_text(double width) {
  double const part = std::round(1 / width);
  return width < 1 && std::abs(1 / part - width) < 1e-9 ? fmt::format("1/{:.0f}", part) : fmt::format("{:g}", width);
}

/// On generated pictures: only shapes matter.
Json step_wish(double width, int64_t batch, int64_t steps) {
  Json changes;
  changes["data"] = {{"source", "synthetic"}, {"train_limit", batch * std::max(steps, kWarmUp)}, {"test_limit", 100}};
  changes["model"]["width"] = width;
  changes["budget"]["batch"] = batch;
  auto const& table = table_of("cifar");
  auto const run = resolve(table, *table.row("cifar10-preact18-mixup"), "paper", 1, changes);
  return {{"what", "step"}, {"run", to_json(run)}, {"steps", steps}};
}

/// The slower a step is, the fewer are needed.
int64_t steps_for(Bench const& bench, double width) {
  return bench.flags.steps > 0 ? bench.flags.steps : std::max<int64_t>(4, std::llround(5 / width));
}

/// PyTorch computes as this program did in the same round: in its precision, on its device.
Json peer_wish(Json const& first, Json wish) {
  for (auto const* key : {"precision", "device"}) wish[key] = first.at("environment").at(key);
  return wish;
}

std::vector<SidePlan> peer_sides(Bench const& bench, Json wish, bool compiled) {
  wish["compile"] = compiled;
  auto const all = peers(bench, "step.py", [wish](Json const& first) { return peer_wish(first, wish); });
  std::vector<SidePlan> out;
  for (size_t i = 0; i < all.size(); ++i)
    if (!compiled || bench.pythons[i].compiles)
      out.push_back({all[i].name + (compiled ? ", compiled" : ""), all[i].measure});
  return out;
}

CasePlan step_case(Bench const& bench, double width, int threads) {
  auto const steps = steps_for(bench, width);
  CasePlan plan;
  plan.blank = bench::rate_of(fmt::format("width {}, {}", width_text(width), threads_text(threads)), "images");
  plan.sides = {{kThisProgram, measured(bench, step_wish(width, kBatch, steps), threads)}};
  Json const wish = {{"width", width}, {"batch", kBatch}, {"threads", threads}, {"steps", steps}, {"warm_up", kWarmUp}};
  for (auto const& side : peer_sides(bench, wish, false)) plan.sides.push_back(side);
  if (bench.flags.compile)
    for (auto const& side : peer_sides(bench, wish, true)) plan.sides.push_back(side);
  return plan;
}

struct Point {
  std::string axis;
  double at, width;
  int64_t batch, images, steps;  // images of the epoch, of which so many steps are timed
};

CasePlan growth_case(Bench const& bench, Point const& point) {
  auto const step = measured(bench, step_wish(point.width, point.batch, point.steps), most_threads(bench));
  auto const where = point.at < 1 ? width_text(point.at) : with_thousands(std::llround(point.at));
  CasePlan plan;
  plan.blank = bench::time_of(point.axis + ": " + where, "epoch");
  plan.blank.at = {point.at};
  plan.sides = {{kThisProgram, per(step, point.images)}};
  return plan;
}

}  // namespace

std::vector<CasePlan> step_cases(Bench const& bench) {
  std::vector<CasePlan> out;
  for (double const width : bench.flags.widths)
    for (int const threads : threads_of(bench)) out.push_back(step_case(bench, width, threads));
  return out;
}

std::vector<CasePlan> growth_cases(Bench const& bench) {
  constexpr double kNarrow = 0.125;
  constexpr int64_t kTimed = 4096;  // images for each size of the batch
  std::vector<CasePlan> out;
  auto const add = [&](Point const& point) { out.push_back(growth_case(bench, point)); };
  for (int64_t const images : {1000, 2000, 4000, 8000})
    add({"images", static_cast<double>(images), kNarrow, kBatch, images, images / kBatch});
  for (double const width : {0.125, 0.25, 0.5, 1.0})
    add({"width", width, width, kBatch, kEpoch, steps_for(bench, width)});
  for (int64_t const batch : {32, 64, 128, 256, 512})
    add({"batch", static_cast<double>(batch), kNarrow, batch, kEpoch, kTimed / batch});
  return out;
}

}  // namespace mixup
