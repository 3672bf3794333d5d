// rank: whether two lists of figures put things in the same order, and how often one of two methods is the lower.
#pragma once
#include <vector>

#include "core/bootstrap.hpp"

namespace mixup {

struct Agreement {
  double tau = 0;  // -1: the opposite order, 0: none in common, 1: the same
  double p = 1;    // one-sided, of orders that have nothing in common
};

/// Kendall's tau-b, which counts ties in neither list for or against, and its p by the normal approximation with the
/// variance corrected for ties (Kendall, Rank Correlation Methods, 4th ed. 1970, sections 3.4 and 4.9). 0
/// and 1 when all figures of a list are the same. As many figures in both lists, three at least, else Exit::bug.
Agreement kendall(std::vector<double> const& a, std::vector<double> const& b);

/// The figures of two methods on one problem, over seeds.
struct Duel {
  std::vector<double> ours, theirs;
};

struct Improvement {
  double probability = 0;
  Interval interval;  // 95 %, bootstrap over seeds, each method and problem on its own
};

/// How often a run of ours has a lower figure than a run of theirs, ties counting half, averaged over problems
/// (probability of improvement: Agarwal et al., NeurIPS 2021, section 4.3).
Improvement improvement(std::vector<Duel> const& duels);

}  // namespace mixup
