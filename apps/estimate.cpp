#include "apps/estimate.hpp"

#include <cmath>

#include "apps/streams.hpp"
#include "catalog/catalog.hpp"
#include "core/error.hpp"
#include "results/store.hpp"

namespace mixup {
namespace {

/// Examples that training goes through. The run may come from a record, whose free parts may hold anything. Errors:
/// Exit::usage for unknown data.
double examples(Run const& run) {
  auto const limit = run.data.train_limit;
  auto const size = limit > 0 ? limit : train_size(find_data(run.data.name), run.data.train_share);
  auto const found = run.protocol.find("iterations");  // of an experiment that knows no epochs
  double const iterations = found != run.protocol.end() && found->is_number() ? found->get<double>() : 1;
  return static_cast<double>(size) * static_cast<double>(run.budget.epochs) * iterations;  // any numbers: no overflow
}

/// Another experiment first, then the distance of the widths on a log scale.
std::pair<bool, double> apart(Record const& record, Run const& run) {
  return {record.run.experiment != run.experiment, std::abs(std::log(record.run.model.width / run.model.width))};
}

/// Nearer, or as near and made later: by a newer program.
bool better(Record const& record, Record const& than, Run const& run) {
  auto const one = apart(record, run), other = apart(than, run);
  return one < other || (one == other && record.ended > than.ended);
}

/// Seconds of a record that a run pays for, too. What another experiment does with its net (attacks, say) is its own.
double seconds_of(Record const& record, Run const& run) {
  auto const trained = record.outcome.metrics.find("train_seconds");
  bool const training_alone = record.run.experiment != run.experiment && trained != record.outcome.metrics.end();
  return training_alone && trained->is_number() ? trained->get<double>() : record.wall_seconds;
}

}  // namespace

Estimate::Estimate(std::string const& folder) {
  try {
    for (auto& record : Store(folder).load_all()) add(std::move(record));
  } catch (Error const& e) {  // a courtesy ends no run
    print_notice("no estimate: {}\n", e.what());
  }
}

void Estimate::add(Record record) {
  auto const& environment = record.outcome.environment;
  bool const trained = !environment.contains("net") || environment["net"] == "trained";
  if (record.outcome.status == Status::done && trained && examples(record.run) > 0)
    records_.push_back(std::move(record));
}

std::optional<double> Estimate::seconds(Run const& run) const {
  Record const* nearest = nullptr;
  for (auto const& record : records_) {
    bool const same = record.run.model.name == run.model.name &&
                      (record.run.model.name != "mlp" || record.run.data.name == run.data.name);
    if (same && (!nearest || better(record, *nearest, run))) nearest = &record;
  }
  if (!nearest) return {};
  double const per_example = seconds_of(*nearest, run) / examples(nearest->run);
  auto const pixels = static_cast<double>(run.data.size) / static_cast<double>(nearest->run.data.size);
  return per_example * examples(run) * std::pow(pixels * run.model.width / nearest->run.model.width, 2);
}

}  // namespace mixup
