// paired: only seeds that all terms have are summed.
#include "stats/paired.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace mixup {

PairedSum paired_sum(std::vector<SeedTerm> const& terms) {
  if (terms.empty()) throw error(Exit::bug, "paired sum of no terms");
  PairedSum out;
  out.terms.resize(terms.size());
  for (auto const& [seed, unused] : terms[0].numbers) {
    auto const has_seed = [seed = seed](SeedTerm const& term) { return term.numbers.count(seed) > 0; };
    if (!std::all_of(terms.begin(), terms.end(), has_seed)) continue;
    out.seeds.push_back(seed);
    out.sums.push_back(0);
    for (size_t i = 0; i < terms.size(); ++i) {
      out.terms[i].push_back(terms[i].numbers.at(seed));
      out.sums.back() += terms[i].weight * out.terms[i].back();
    }
  }
  return out;
}

}  // namespace mixup
