// decide: what a claim comes to beside the others of its family.
#pragma once
#include "report/verdict.hpp"

namespace mixup {

/// The claims that one correction of p takes together.
using Family = std::vector<Verdict*>;

/// How many times as large p is in a second study: the question is put twice (Bonferroni).
constexpr double kSecondFactor = 2;

/// Sets decision, reasons and p of each claim of the family. What is significant alone may not be so among the others.
/// Every claim that is judged at this scale counts, run or not, so that no later record takes a verdict back.
void decide_family(Family const& family);

}  // namespace mixup
