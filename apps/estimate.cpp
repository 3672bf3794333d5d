#include "apps/estimate.hpp"

#include <cmath>

#include "core/error.hpp"
#include "formats/catalog.hpp"
#include "results/store.hpp"

namespace mixup {
namespace {

double examples(Run const& run) {
  auto const limit = run.data.train_limit;
  auto const size = limit > 0 ? limit : train_size(find_data(run.data.name), run.data.train_share);
  auto const iterations = run.protocol.value("iterations", 1.0);  // of an experiment that knows no epochs
  return static_cast<double>(size) * static_cast<double>(run.budget.epochs) * iterations;  // any numbers: no overflow
}

/// Another experiment first, then the distance of the widths on a log scale.
std::pair<bool, double> apart(Record const& record, Run const& run) {
  return {record.run.experiment != run.experiment, std::abs(std::log(record.run.model.width / run.model.width))};
}

}  // namespace

Estimate::Estimate(std::string const& folder) {
  try {
    for (auto& record : Store(folder).load_all())
      if (record.outcome.status == "done" && record.outcome.environment.value("net", "trained") == "trained")
        records_.push_back(std::move(record));  // a net that was found, not trained, says nothing of the cost
  } catch (Error const& e) {                    // a courtesy ends no run
    fmt::print(stderr, "no estimate: {}\n", e.what());
  }
}

std::optional<double> Estimate::seconds(Run const& run) const {
  Record const* nearest = nullptr;
  for (auto const& record : records_) {
    bool const same = record.run.model.name == run.model.name &&
                      (record.run.model.name != "mlp" || record.run.data.name == run.data.name);
    if (same && (!nearest || apart(record, run) < apart(*nearest, run))) nearest = &record;
  }
  if (!nearest) return {};
  double const per_example = nearest->wall_seconds / examples(nearest->run);
  auto const pixels = static_cast<double>(run.data.size) / static_cast<double>(nearest->run.data.size);
  return per_example * examples(run) * std::pow(pixels * run.model.width / nearest->run.model.width, 2);
}

}  // namespace mixup
