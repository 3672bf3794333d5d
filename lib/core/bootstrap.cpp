// bootstrap: resampling with the program's own generator, so that a report is the same on every machine.
#include "core/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/seed.hpp"

namespace mixup {
namespace {

constexpr uint64_t kDraws = 1000;  // Efron and Tibshirani (1993), section 14.2: the least for an interval

void draw(Draws& draws, std::vector<size_t> const& sizes, SplitMix64& random) {
  for (size_t i = 0; i < sizes.size(); ++i)
    for (auto& position : draws[i]) position = random.below(sizes[i]);
}

}  // namespace

double quantile(std::vector<double> const& sorted, double q) {
  if (sorted.empty()) throw error(Exit::bug, "quantile of no values");
  double const at = q * static_cast<double>(sorted.size() - 1);
  auto const below = static_cast<size_t>(at);
  if (below + 1 >= sorted.size()) return sorted.back();
  return sorted[below] + (at - std::floor(at)) * (sorted[below + 1] - sorted[below]);
}

Interval bootstrap(std::vector<size_t> const& sizes, std::string_view stream,
                   std::function<double(Draws const&)> const& figure) {
  Draws draws;
  for (size_t size : sizes) {
    if (size == 0) throw error(Exit::bug, "bootstrap of a sample of none");
    draws.emplace_back(size);
  }
  std::vector<double> figures;
  for (uint64_t i = 0; i < kDraws; ++i) {
    SplitMix64 random(derive_seed(0, stream, i));
    draw(draws, sizes, random);
    figures.push_back(figure(draws));
  }
  std::sort(figures.begin(), figures.end());
  return {quantile(figures, 0.025), quantile(figures, 0.975)};
}

}  // namespace mixup
