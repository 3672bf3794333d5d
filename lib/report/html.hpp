// html: the report as one page that needs nothing beside it: style and pictures are in it.
//
// Every number that was measured is a button; it opens what stands behind it: the records, linked, and the commands
// that made them. Sections come in the order of the paper.
#pragma once
#include <functional>

#include "report/links.hpp"
#include "report/plots/panel.hpp"
#include "report/survey.hpp"

namespace mixup {

/// Makes an SVG document of each panel (plots/gnuplot.hpp).
using Drawer = std::function<std::vector<std::string>(std::vector<Panel> const&)>;

std::string report_html(Survey const& survey, Links const& links, Drawer const& draw);

/// Foreign text as HTML prints it, in content and in quoted attributes.
std::string html_escaped(std::string const& text);

}  // namespace mixup
