// multiplicity: what remains of a p when it is one of many.
#pragma once
#include <cstddef>
#include <vector>

namespace mixup {

/// Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): the k-th smallest of m becomes
/// (m - k + 1) p, at least the one before it, at most 1. In the order given.
std::vector<double> holm(std::vector<double> const& p);

/// p of "at least `needed` of these hold": (m - needed + 1) times the needed-th smallest, at most 1 (Benjamini and
/// Heller, Biometrics 64, 2008, the Bonferroni combination). needed = m: the largest, an intersection-union test;
/// needed = 1: Bonferroni. Exit::bug unless 1 <= needed <= m.
double at_least(std::vector<double> p, size_t needed);

}  // namespace mixup
