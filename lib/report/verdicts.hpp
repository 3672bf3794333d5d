// verdicts: the paper's claims and whether they hold, one line each.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// "-1.4 ± 0.3", "+0.4 ± 1.0 %" of a relative effect, "0.62 (0.41 to 0.78)" where the interval is not symmetric, "-1.4"
/// of one seed; "–" when not run.
std::string effect_text(Finding const& finding);

/// The paper's effect in the same form, "–" where it prints none.
std::string paper_text(Finding const& finding);

/// A section: a legend, then one line for each claim at the largest scale that has records of it.
std::string verdicts_markdown(Survey const& survey);

}  // namespace mixup
