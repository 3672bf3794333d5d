// sheet: one printed table, the paper's figures beside ours.
#pragma once
#include <string>

#include "report/gather.hpp"

namespace mixup {

/// Markdown of the lines of `sheet`; no cell is blank: "–" where there is nothing to print, else why not.
std::string sheet_markdown(Table const& table, Sheet const& sheet);

}  // namespace mixup
