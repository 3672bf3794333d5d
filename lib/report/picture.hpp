// picture: a plot of the page as a file of its own, for README.md.
#pragma once
#include <string>

#include "report/html.hpp"
#include "report/survey.hpp"

namespace mixup {

/// Figure 1b, else the first plot that any record draws, as one SVG document that looks right on light and on dark
/// pages; `draw` as for report_html. Exit::data when no record draws anything.
std::string first_picture(Survey const& survey, Drawer const& draw);

}  // namespace mixup
