// legend: how to read the tables of a report, in plain text for every format.
#pragma once
#include <string>

namespace mixup {

/// How to read the verdicts; `rule` says where docs/verdicts.md is, as the format links it.
std::string verdict_legend(std::string const& rule);

/// The title of what is beyond the paper, and whose claims those are.
extern char const* const kBeyondTitle;
extern char const* const kBeyondLegend;

/// How to read the tables of single numbers.
extern char const* const kTableLegend;

}  // namespace mixup
