// verdict_text: what a page says of a verdict, as plain text; each format escapes it.
#pragma once
#include <map>
#include <string>

#include "report/number.hpp"
#include "report/survey.hpp"

namespace mixup {

/// "reproduced at small scale", "inconclusive".
std::string decision_text(Verdict const& verdict);

/// The same with the reasons: "pending (3 of 5 seeds)".
std::string verdict_text(Verdict const& verdict);

/// "-1.4 ± 0.3", "-1.4 ± 0.3 [0.9]" with half the interval for another sample of the population, "+0.4 ± 1.0 %" of a
/// relative effect, "0.62 (0.41 to 0.78)" where the interval is not symmetric, "-1.4" of one seed; "–" when not run.
std::string effect_text(Effect const& effect);

/// The paper's effect in the same form, "–" where it prints none.
std::string paper_text(Effect const& effect);

/// The line of a table of verdicts; "–" where there is nothing to say.
struct VerdictLine {
  std::string experiment, claim, verdict;
  std::string source;                         // of the claim: where in the paper; beyond it: who says so
  std::string paper, ours, seeds = kNothing;  // of the effect that decides
  std::string hold = kNothing;                // "3 of 4": comparisons that agree, of those that have been run
  std::string p = kNothing, wins;             // after Holm's correction; "0.62 (0.41 to 0.78)"
  std::string decides = kNothing;             // the comparison, where there are several
  std::string scale = kNothing, data = kNothing;
};
VerdictLine verdict_line(Chapter const& chapter, Verdict const& verdict);

/// What stands beside our effect: the paper's, or, beyond the paper, who claims it. And the title of that column.
std::string beside(VerdictLine const& line, Heading heading);
char const* beside_title(Heading heading);

/// How many claims of the chapters have each decision, in the words of `text`.
std::map<std::string, size_t> counts(Chapters const& chapters, std::string (*text)(Verdict const&) = decision_text);

/// "54 claims: 35 inconclusive, 16 not run, 3 reproduced at small scale".
std::string counts_text(Chapters const& chapters);

}  // namespace mixup
