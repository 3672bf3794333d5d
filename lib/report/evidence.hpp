// evidence: what our records say of each comparison of a claim.
#pragma once
#include "report/claimed.hpp"
#include "report/judgement.hpp"

namespace mixup {

/// Where the effect of a claim of this kind must lie; with a margin in percent of the other row's figure.
struct ClaimedRange {
  double low, high;
};
ClaimedRange claimed_range(Claim const& claim);

/// One finding for each of the claim's contrasts.
std::vector<Finding> findings(Table const& table, Claim const& claim, std::vector<Contrast> const& contrasts,
                              LineOf const& lines);

/// Of a claim of kind order: Kendall's tau over the rows that have been run; no p while some have not.
Finding ranked(Table const& table, Claim const& claim, Contrast const& contrast, LineOf const& lines);

/// How often the claimed winner wins, of claims that compare two rows at a time and have two seeds of each; else none.
std::optional<Improvement> improvement_of(Table const& table, Claim const& claim,
                                          std::vector<Contrast> const& contrasts, LineOf const& lines);

}  // namespace mixup
