// csv: the report as one line a cell, for spreadsheets and scripts.
#pragma once
#include <string>

#include "report/links.hpp"
#include "report/survey.hpp"

namespace mixup {

/// RFC 4180 with a header: experiment, scale, data (real, synthetic, with "partial" a part of it), group, row, column,
/// measure (value, or difference to the row compared with), paper, mean, sd, half_width (of the 95 % interval), n
/// (seeds, or pairs), unit, status (empty, how runs of the row broke, or why there is no number), records (paths, a
/// blank between), heading (paper, beyond), metric (the epoch that readers chose; empty: the table's). Numbers as exact
/// as records hold them; a field that nothing is known of is empty.
std::string report_csv(Survey const& survey, Links const& links);

}  // namespace mixup
