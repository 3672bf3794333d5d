// rank: whether two lists of numbers put things in the same order, and how often one of two methods is the lower.
#pragma once
#include <optional>
#include <vector>

#include "stats/bootstrap.hpp"

namespace mixup {

struct Agreement {
  double tau = 0;  // -1: the opposite order, 0: none in common, 1: the same
  double p = 1;    // one-sided, of orders that have nothing in common
};

/// Kendall's tau-b, which counts ties in neither list for or against, and its exact p; with ties p is by the normal
/// approximation, its variance corrected for ties, with continuity correction (Kendall, Rank Correlation Methods, 4th
/// ed. 1970, sections 3.4 and 4.9). 0 and 1 when all numbers of a list are the same. As many numbers in both lists,
/// three at least, else Exit::bug.
Agreement kendall(std::vector<double> const& a, std::vector<double> const& b);

/// How well means over seeds come in a given order.
struct OrderOfMeans {
  double tau = 0;
  std::optional<Interval> interval;   // 95 %, bootstrap over seeds; none for one
  double p_same = 1, p_opposite = 1;  // one-sided, of orders that have nothing in common
};

/// `values` is [item][seed], as many items as `given` has, with the same seeds for each, one at least.
OrderOfMeans order_of_means(std::vector<double> const& given, std::vector<std::vector<double>> const& values);

/// The numbers of two methods on one problem, over seeds.
struct Duel {
  std::vector<double> ours, theirs;
};

struct Improvement {
  double probability = 0;
  Interval interval;  // 95 %, bootstrap over seeds, each method and problem on its own
};

/// How often a run of ours has a lower number than a run of theirs, ties counting half, averaged over problems
/// (probability of improvement: Agarwal et al., NeurIPS 2021, section 4.3).
Improvement improvement(std::vector<Duel> const& duels);

}  // namespace mixup
