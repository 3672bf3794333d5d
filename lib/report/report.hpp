// report: tables of the paper beside ours, from records and tables alone.
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"
#include "results/record.hpp"

namespace mixup {

/// Markdown: one section an experiment, one table for each scale and source of data that has records; scales without
/// any are named as not run. Scales, and real data and stand-ins, never share a table.
std::string report_markdown(std::vector<Table> const& tables, std::vector<Record> const& records);

}  // namespace mixup
