// legend: the texts themselves.
#include "report/legend.hpp"

#include <fmt/format.h>

namespace mixup {

std::string verdict_legend(std::string const& rule) {
  return fmt::format(
      R"(Each line is a claim of the paper and what the records say of it, by the rule of
{}. The claims and the rule are younger than the first records; the history of the
repository shows which came when. An effect is a difference in the unit of the table, ours ± half the 95 % interval over
seeds. With % it is a share of the number that it is compared with. Where a claim says that something grows or falls, the
effect is the slope per step; for an order it is Kendall's τ. Where a claim makes several comparisons, the effect shown is
that of the weakest one that the claim needs, and "hold" counts those that go the claimed way, of those that have been run.
"Smaller than claimed" means less than half of the paper's effect, as a share of the number compared with: whether there is
an effect stays open, unless the claim is also reproduced. p is two-sided, after Holm's correction, which makes p larger
where many claims are asked at once ("only before Holm's correction": it would be decided if it were the only one). A claim
is pending until the seeds that its scale declares are run; others are in the tables below alone. A second study has fresh
seeds, and its p is doubled. In brackets stands half the interval for another sample of the population, where the seeds are
splits of one set. "Wins" is how often a run of the claimed winner beats one of the other.)",
      rule);
}

char const* const kBeyondTitle = "Beyond the paper";

char const* const kBeyondLegend =
    R"(What the paper asks at its end, what its readers ask, and what later papers claim, answered with the same nets, data and
rule. These claims are ours or those of the papers named beside them; none counts among the claims of the paper.)";

char const* const kTableLegend =
    R"("Ours" is the mean over seeds ± half its 95 % interval of Student's t (number of seeds). A difference is paired by
seed: it is the same mean of the differences. An interval covers the seeds drawn. Where each seed draws a split of one data
set (tabular, regression), ± is for another sample of the population, as the number in brackets among the verdicts, and so
wider than the ± there, which is for this set (Nadeau and Bengio 2003). "Elsewhere" stands before numbers that others
measured. Scales, real and generated data, and parts of a data set have tables of their own.)";

}  // namespace mixup
