// unseen: the error of a comparison that the scatter of its seeds does not show: the resolution of a figure, and a
// small test part.
#pragma once
#include <vector>

#include "report/metrics.hpp"

namespace mixup {

/// A share that is judged by fewer examples than this has the sampling error of its test part added (docs/verdicts.md):
/// with 1,000 examples and an error of 10 % two methods may differ by 2.6 points by the draw of the examples alone.
constexpr double kSmallTestPart = 1000;

/// For the comparison's sums in the unit of the column; `terms` are its numbers, [term][seed]. Without overlap.
/// - floor: one example of a share in percent, else one unit of the last printed digit, for a difference of two rows;
///   in proportion to the root of the sum of squared weights for other sums.
/// - common: the binomial variance of each row's share, as if each row were judged by examples of its own. Rows that
///   are judged by the same examples agree on many of them, so it is too large rather than too small. It is 0 where
///   each seed draws its own test part, where the part is not small, and where the number is no share.
Spread unseen(Table const& table, Column const& column, Comparison const& comparison, LineOf const& lines,
              std::vector<std::vector<double>> const& terms);

}  // namespace mixup
