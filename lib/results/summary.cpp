// summary: the figures of an error curve that tables print.
#include "results/summary.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

constexpr std::ptrdiff_t kLastEpochs = 10;  // section 3.2: median of the test errors of the last 10 epochs

/// Index of the first lowest value.
std::ptrdiff_t lowest(std::vector<double> const& values) {
  return std::min_element(values.begin(), values.end()) - values.begin();
}

}  // namespace

Json summarize(std::vector<double> const& curve, std::vector<double> const& validation) {
  if (!validation.empty() && validation.size() != curve.size())
    throw error(Exit::bug, "summarize: {} validation figures for {} epochs, expected as many", validation.size(),
                curve.size());
  auto const epochs = static_cast<std::ptrdiff_t>(curve.size());
  Json figures = Json::object();
  figures["median_last_10"] = median({curve.end() - std::min(epochs, kLastEpochs), curve.end()});
  figures["last"] = curve.back();
  figures["best"] = *std::min_element(curve.begin(), curve.end());
  figures["best_epoch"] = lowest(curve) + 1;
  if (validation.empty()) return figures;
  figures["selected"] = curve[static_cast<size_t>(lowest(validation))];
  figures["selected_epoch"] = lowest(validation) + 1;
  return figures;
}

}  // namespace mixup
