// bootstrap: draws come from the program's own generator, so that a report is the same on every machine.
#include "stats/bootstrap.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

constexpr uint64_t kDraws = 1000;  // Efron and Tibshirani (1993), section 14.2: the least for an interval

void draw(Draws& draws, std::vector<size_t> const& sizes, SplitMix64& random) {
  for (size_t i = 0; i < sizes.size(); ++i)
    for (auto& position : draws[i]) position = random.below(sizes[i]);
}

}  // namespace

Interval bootstrap(std::vector<size_t> const& sizes, std::string_view stream,
                   std::function<double(Draws const&)> const& statistic) {
  Draws draws;
  for (size_t size : sizes) {
    if (size == 0) throw error(Exit::bug, "bootstrap of a sample of none");
    draws.emplace_back(size);
  }
  std::vector<double> values;
  for (uint64_t i = 0; i < kDraws; ++i) {
    SplitMix64 random(derive_seed(0, stream, i));
    draw(draws, sizes, random);
    values.push_back(statistic(draws));
  }
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace mixup
