// trial: how far the declared seeds of a comparison have been run, and whom its diverged runs count against.
#pragma once
#include "report/metrics.hpp"

namespace mixup {

/// With fewer pairs than this nothing is decided, whatever diverged.
constexpr int64_t kFewestPairs = 3;

struct Trial {
  int64_t n = 0;         // declared seeds
  int64_t finished = 0;  // those of which every row is done or diverged
  int64_t done = 0;      // those of which every row is done
  Records diverged;
  bool may_hold = true, may_fail = true;  // whether the claim, or its opposite, can follow from the rest
  bool complete() const { return finished == n; }
};

/// A run that diverged gives no number, and what is left of its method flatters it. So it counts against that method:
/// what would favour the method cannot follow (docs/verdicts.md). `lines` hold the declared seeds alone.
Trial trial(Claim const& claim, Comparison const& comparison, LineOf const& lines, int64_t n);

}  // namespace mixup
