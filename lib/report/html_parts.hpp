// html_parts: what the sections of the page are made of.
#pragma once
#include "report/html.hpp"

namespace mixup {

/// State of a page in the making.
struct HtmlPage {
  Links links;
  std::vector<std::string> drawings;  // of the panels, in the order in which plots are printed
  size_t drawn = 0;                   // of them are on the page
  size_t panels = 0;                  // that open, so far: their ids
};

/// A small paragraph that begins with `start`, which is HTML; what stands in back quotes is code. Nothing when there is
/// no remark.
std::string note_html(std::string const& remark, std::string const& start = "");

/// A button that reads `text` and opens a box titled `title` with `content`; the box is returned in `boxes`.
std::string opener(HtmlPage& page, std::string const& text, std::string const& title, std::string const& content,
                   std::string& boxes);

/// Who made `records`: each command once, with its revision and links to its records, of many to the first and last.
std::string commands_html(HtmlPage const& page, Records const& records);

/// One table, its lines' boxes and its footnotes.
std::string sheet_html(HtmlPage& page, Table const& table, Scale const& scale, Sheet const& sheet);

std::string plot_html(HtmlPage& page, Plot const& plot);

/// The table of all verdicts under one heading.
std::string verdicts_html(HtmlPage& page, Survey const& survey, Heading heading);

/// A coloured square for each claim of the chapter.
std::string verdict_marks(Chapter const& chapter);

/// "reproduced", ... as a class of the style sheet.
std::string decision_class(Decision decision);

}  // namespace mixup
