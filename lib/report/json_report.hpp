// json_report: everything the report says, for programs.
#pragma once
#include <string>

#include "report/links.hpp"
#include "report/survey.hpp"

namespace mixup {

/// {"schema": 1, "experiments": [{..., "verdicts": [...], "scales": [{..., "sheets": [{"lines": [{"cells":
/// [...]}]}]}]}]}. A cell has the text that is printed, the figures behind it and the paths of its records; a line has
/// what made them.
std::string report_json(Survey const& survey, Links const& links);

}  // namespace mixup
