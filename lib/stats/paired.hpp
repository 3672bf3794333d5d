// paired: sums and differences taken seed by seed, in which what all runs of one seed share cancels.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

namespace mixup {

using BySeed = std::map<int64_t, double>;  // seed -> number

/// A difference is two terms of weights 1 and -1.
struct SeedTerm {
  double weight = 1;
  BySeed numbers;
};

struct PairedSum {
  std::vector<int64_t> seeds;              // that all terms have, ascending
  std::vector<std::vector<double>> terms;  // [term][seed], as given
  std::vector<double> sums;                // [seed]: weight times number, summed over the terms
};

/// One term at least, else Exit::bug.
PairedSum paired_sum(std::vector<SeedTerm> const& terms);

}  // namespace mixup
