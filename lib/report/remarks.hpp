// remarks: the sentences around a printed table, as plain text; each format escapes them.
#pragma once
#include <string>
#include <vector>

#include "report/survey.hpp"

namespace mixup {

/// "small scale · real data: 8 epochs".
std::string sheet_title(Scale const& scale, Sheet const& sheet);

/// "paper scale: not run (`mixup-bench cifar --scale paper --seeds 5`); it needs a GPU". The command is in back quotes,
/// with the seeds that decide where a plain run makes fewer.
std::string not_run_remark(Table const& table, Scale const& scale);

/// "The best epoch, chosen on the test set, is 0.25 points lower than the last (1 run)."; empty when no column is of a
/// curve.
std::string optimism_remark(Table const& table, Sheet const& sheet);

/// That readers chose a rule for curves; empty when they did not. The flag is in back quotes.
std::string metric_remark(Survey const& survey);

/// "row seed 1 (/budget/epochs)": what each stale record has otherwise than the table of today.
std::vector<std::string> stale_records(Table const& table, Records const& records);

/// The same as a sentence; empty when there are none.
std::string stale_remark(Table const& table, Records const& records);

/// "gone/small/row-s1": of records that no table asks for, sorted.
std::vector<std::string> stray_records(Survey const& survey);

}  // namespace mixup
