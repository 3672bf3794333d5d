#include "apps/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "apps/streams.hpp"
#include "catalog/catalog.hpp"
#include "core/error.hpp"
#include "results/store.hpp"

namespace mixup {
namespace {

constexpr size_t kLatest = 5;  // runs: a middle one is among them when two were slow
/// Seconds of an epoch grow so with the width, measured from an eighth of it to the whole (docs/figures.md).
constexpr double kWidthExponent = 1.56;

/// Examples that training goes through. The run may come from a record, whose free parts may hold anything. Errors:
/// Exit::usage for unknown data.
double examples(Run const& run) {
  auto const limit = run.data.train_limit;
  auto const size = limit > 0 ? limit : train_size(find_data(run.data.name), run.data.train_share);
  auto const found = run.protocol.find("iterations");  // of an experiment that knows no epochs
  double const iterations = found != run.protocol.end() && found->is_number() ? found->get<double>() : 1;
  return static_cast<double>(size) * static_cast<double>(run.budget.epochs) * iterations;  // any numbers: no overflow
}

/// What makes a run what it is; seeds and names cost nothing.
Json fields_of(Run const& run) {
  auto out = to_json(run);
  for (char const* name : {"seed", "row", "scale"}) out.erase(name);
  return out;
}

/// The points for which `distance` is least.
template <class Points, class Distance>
Points least(Points const& points, Distance const& distance) {
  Points out;
  decltype(distance(points.front())) best{};
  for (auto const& point : points) {
    auto const here = distance(point);
    if (!out.empty() && here > best) continue;
    if (here < best) out.clear();
    best = here;
    out.push_back(point);
  }
  return out;
}

}  // namespace

Estimate::Estimate(std::string const& folder, std::string const& device) : device_(device.substr(0, device.find(':'))) {
  try {
    for (auto const& record : Store(folder).load_all()) add(record);
  } catch (Error const& e) {  // a courtesy ends no run
    print_notice("no estimate: {}\n", e.what());
  }
}

void Estimate::add(Record const& record) {
  auto const& [status, environment] = std::tie(record.outcome.status, record.outcome.environment);
  bool const trained = !environment.contains("net") || environment["net"] == "trained";
  auto const device = environment.value("device", std::string("cpu"));
  bool const same_kind = device_ == "auto" || device.substr(0, device.find(':')) == device_;
  if (status != Status::done || !trained || !same_kind || examples(record.run) <= 0) return;
  auto fields = fields_of(record.run);
  auto const kernels = environment.value("kernels", std::string());
  auto& point = points_[fields.dump() + kernels];
  if (point.costs.empty()) point = {record.run, std::move(fields), kernels, {}};
  auto const found = record.outcome.metrics.find("train_seconds");
  bool const measured = found != record.outcome.metrics.end() && found->is_number();
  point.costs.push_back({record.ended, record.wall_seconds, measured ? found->get<double>() : record.wall_seconds});
}

std::string Estimate::Point::latest() const {
  return std::max_element(costs.begin(), costs.end(), [](Cost const& a, Cost const& b) { return a.ended < b.ended; })
      ->ended;
}

Estimate::Points Estimate::nearest(Run const& run) const {
  Points out;
  for (auto const& [name, point] : points_)
    if (point.run.model.name == run.model.name && (run.model.name != "mlp" || point.run.data.name == run.data.name))
      out.push_back(&point);
  out = least(out, [&](Point const* point) {
    return std::pair(point->run.experiment != run.experiment,
                     std::abs(std::log(point->run.model.width / run.model.width)));
  });
  auto const latest = std::max_element(out.begin(), out.end(),
                                       [](Point const* a, Point const* b) { return a->latest() < b->latest(); });
  if (latest == out.end()) return out;
  auto const kernels = (*latest)->kernels;
  out = least(out, [&](Point const* point) { return point->kernels != kernels; });
  auto const fields = fields_of(run);
  return least(out, [&](Point const* point) { return differing(fields, point->fields).size(); });
}

std::optional<double> Estimate::seconds(Run const& run) const {
  std::vector<std::pair<std::string, double>> found;  // when, seconds per example of a net and pictures of this size
  for (auto const* point : nearest(run)) {
    auto const& of = point->run;
    auto const pixels = static_cast<double>(run.data.size) / static_cast<double>(of.data.size);
    auto const size = pixels * pixels * std::pow(run.model.width / of.model.width, kWidthExponent);
    for (auto const& cost : point->costs)  // what another experiment does with its net (attacks, say) is its own
      found.emplace_back(cost.ended,
                         (of.experiment == run.experiment ? cost.whole : cost.training) * size / examples(of));
  }
  if (found.empty()) return {};
  std::sort(found.rbegin(), found.rend());
  found.resize(std::min(found.size(), kLatest));
  auto const middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
  std::nth_element(found.begin(), middle, found.end(),
                   [](auto const& a, auto const& b) { return a.second < b.second; });
  return middle->second * examples(run);
}

}  // namespace mixup
