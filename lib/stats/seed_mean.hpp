// seed_mean: a mean over seeds, its interval, and the evidence that it lies on one side of a bound.
//
// docs/verdicts.md says which of these numbers a verdict rests on.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace mixup {

struct SeedMean {
  double value = 0;
  int64_t n = 0;     // seeds
  double error = 0;  // standard error of value; 0 for one seed, of which no spread is known
};

/// What the scatter of the seeds does not show.
struct Spread {
  double overlap = 0;  // of splits of one data set, the size of the test part over that of the training part: the
                       // corrected resampled t-test (Nadeau and Bengio, Machine Learning 52, 2003, section 4.1.1)
  double floor = 0;    // no standard deviation is below it: the resolution of one value
  double common = 0;   // a variance that all seeds share and that more of them do not lessen
};

/// Mean and standard error sqrt(sd^2 (1 / n + overlap) + common) with sd the floor at least; 0 for one seed.
SeedMean seed_mean(std::vector<double> const& values, Spread const& spread = {});

/// Half the width of the 95 % interval, t(n - 1) * error; none for one seed.
std::optional<double> half_width(SeedMean const& e);

/// One-sided p of the hypothesis that the true mean is not below (not above) `bound`: small when it is.
/// 1 for one seed: nothing is known. Without any spread: 0 when the value is beyond the
/// bound, the limit as the spread shrinks.
double p_below(SeedMean const& e, double bound);
double p_above(SeedMean const& e, double bound);

}  // namespace mixup
