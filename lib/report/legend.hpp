// legend: how to read the tables of a report, in plain text for every format.
#pragma once
#include <string>

namespace mixup {

/// How to read the verdicts; `rule` says where docs/verdicts.md is, as the format links it.
std::string verdict_legend(std::string const& rule);

/// How to read the tables of single numbers.
extern char const* const kTableLegend;

}  // namespace mixup
