// multiplicity: both adjustments sort the p first.
#include "stats/multiplicity.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"

namespace mixup {

std::vector<double> holm(std::vector<double> const& p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double before = 0;
  for (size_t k = 0; k < order.size(); ++k) {
    before = std::max(before, std::min(1.0, static_cast<double>(p.size() - k) * p[order[k]]));
    adjusted[order[k]] = before;
  }
  return adjusted;
}

double at_least(std::vector<double> p, size_t needed) {
  if (needed < 1 || needed > p.size()) throw error(Exit::bug, "at least {} of {} hypotheses", needed, p.size());
  std::sort(p.begin(), p.end());
  return std::min(1.0, static_cast<double>(p.size() - needed + 1) * p[needed - 1]);
}

}  // namespace mixup
