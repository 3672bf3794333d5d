#include "stats/power_law.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/descriptive.hpp"

namespace mixup {
namespace {

std::vector<double> logarithms(std::vector<double> const& values) {
  std::vector<double> out;
  for (double value : values) {
    if (!(value > 0)) throw error(Exit::bug, "fit_power_law: got {}, allowed numbers above 0", value);
    out.push_back(std::log(value));
  }
  return out;
}

}  // namespace

PowerLaw fit_power_law(std::vector<double> const& x, std::vector<double> const& y) {
  if (x.size() != y.size()) throw error(Exit::bug, "fit_power_law: {} x and {} y", x.size(), y.size());
  if (x.empty() || std::all_of(x.begin(), x.end(), [&](double value) { return value == x.front(); }))
    throw error(Exit::bug, "fit_power_law: {} points of one x, expected two or more", x.size());
  auto const u = logarithms(x), v = logarithms(y);
  double const mean_u = mean(u), mean_v = mean(v);
  double both = 0, squares = 0;
  for (size_t i = 0; i < u.size(); ++i) {
    both += (u[i] - mean_u) * (v[i] - mean_v);
    squares += (u[i] - mean_u) * (u[i] - mean_u);
  }
  double const exponent = both / squares;
  return {std::exp(mean_v - exponent * mean_u), exponent};
}

}  // namespace mixup
