// markdown_report: the paper's claims and tables beside ours, as Markdown.
#pragma once
#include <string>

#include "report/survey.hpp"

namespace mixup {

/// The verdicts, then one section per experiment, with one table for each scale and source of data that has records;
/// scales without any are named as not run. Scales, and real data and stand-ins, never share a table. No cell is blank.
std::string report_markdown(Survey const& survey);

}  // namespace mixup
