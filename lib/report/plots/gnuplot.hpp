// gnuplot: draws panels; the program does it, found on PATH.
#pragma once
#include <string>
#include <vector>

#include "report/plots/panel.hpp"

namespace mixup {

/// One SVG document a panel, in their order, all by one process in a temporary folder. Errors: Exit::unavailable when
/// gnuplot is not installed (names the package), Exit::io when the folder cannot be written, Exit::bug with gnuplot's
/// own words when it refuses a script.
std::vector<std::string> draw_with_gnuplot(std::vector<Panel> const& panels);

}  // namespace mixup
