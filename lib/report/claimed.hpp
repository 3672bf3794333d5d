// claimed: the figures that a claim is about, in the paper and in our records.
#pragma once
#include <map>

#include "core/contrast.hpp"
#include "core/table.hpp"
#include "report/gather.hpp"

namespace mixup {

using LineOf = std::map<Row const*, SheetLine const*>;

/// The lines of the table's rows in real data; generated stand-ins are no evidence.
LineOf real_lines(std::vector<Sheet> const& sheets);

/// Where the figures are and how they print.
struct Measure {
  std::string pointer;  // into metrics
  std::string column;   // key; empty when the table prints no such column
  int64_t digits = 1;
};
Measure measure_of(Table const& table, Claim const& claim);

/// The row's figures; none when it has not been run.
std::map<int64_t, double> by_seed(LineOf const& lines, Row const* row, std::string const& pointer);

/// The figures of each term at the seeds that all terms have: [term][seed].
std::vector<std::vector<double>> common(Contrast const& contrast, LineOf const& lines, std::string const& pointer);

/// Which data stand behind the rows: how much of it, and for which set of the paper's it stands: "4,000 of cifar10",
/// "fsdd for speech_commands".
std::string data_of(Table const& table, std::vector<Contrast> const& contrasts, LineOf const& lines);

}  // namespace mixup
