// html: the page from top to bottom.
#include "report/html.hpp"

#include <set>

#include "report/html_parts.hpp"
#include "report/legend.hpp"
#include "report/number.hpp"
#include "report/plots/plots.hpp"
#include "report/plots/svg.hpp"
#include "report/remarks.hpp"
#include "report/verdict_text.hpp"

namespace mixup {

extern char const* const kPageStyle;  // page.css

namespace {

constexpr char const* kOnThisPage =
    "<p>Each number of ours is a button: it opens the records behind it, seed by seed, and the commands that made "
    "them. The record of a run is the file <code>experiment/scale/row-sSEED.json</code> below the folder of "
    "results.</p>\n";

/// What stands under one heading, with its plots.
struct Part {
  Heading heading;
  Chapters chapters;
  std::vector<Plot> first;               // beside the verdicts
  std::vector<std::vector<Plot>> plots;  // of each chapter
};

std::vector<Part> parts_of(Survey const& survey) {
  std::vector<Part> out;
  for (auto const heading : kHeadings) {
    Part part{heading, chapters_under(survey, heading), {}, {}};
    if (part.chapters.empty() && heading != Heading::paper) continue;
    if (auto plot = forest(part.chapters, heading)) part.first.push_back(std::move(*plot));
    for (auto const* chapter : part.chapters) part.plots.push_back(plots_of(*chapter));
    out.push_back(std::move(part));
  }
  return out;
}

/// In the order of the page.
std::vector<Panel> panels_of(std::vector<Part> const& parts) {
  std::vector<Panel> out;
  auto const add = [&](std::vector<Plot> const& plots) {
    for (auto const& plot : plots) out.insert(out.end(), plot.panels.begin(), plot.panels.end());
  };
  for (auto const& part : parts) {
    add(part.first);
    for (auto const& plots : part.plots) add(plots);
  }
  return out;
}

/// How many records the page shows, and how long they took.
std::string effort(Survey const& survey) {
  std::set<Record const*> records;
  for (auto const& chapter : survey.chapters)
    for (auto const& scale : chapter.scales)
      for (auto const& sheet : scale.results.sheets)
        for (auto const* record : sheet.records()) records.insert(record);
  double seconds = 0;
  for (auto const* record : records) seconds += record->wall_seconds;
  return fmt::format("{} records, {} of computing.", with_thousands(static_cast<int64_t>(records.size())),
                     duration(seconds));
}

std::string tally(Chapters const& chapters) {
  auto claims = counts(chapters, [](Verdict const& verdict) { return std::string(name_of(verdict.decision)); });
  std::string out = "<ul class=\"tally\">";
  for (size_t i = 0; i < names(Decision{}).size(); ++i) {
    auto const decision = static_cast<Decision>(i);
    out += fmt::format("<li class=\"{}\"><b>{}</b> {}</li>", decision_class(decision), claims[name_of(decision)],
                       name_of(decision));
  }
  return out + "</ul>\n";
}

std::string contents(std::vector<Part> const& parts, Survey const& survey) {
  std::string out = "<nav aria-label=\"Contents\"><h2>Contents</h2><ol>\n<li><a href=\"#verdicts\">Verdicts</a></li>\n";
  for (auto const& part : parts) {
    if (part.heading == Heading::beyond)
      out += fmt::format("<li><a href=\"#beyond\"><b>{}</b></a></li>\n", kBeyondTitle);
    for (auto const* chapter : part.chapters)
      out += fmt::format("<li><a href=\"#{}\">{}</a> <small>{}</small>{}</li>\n",
                         html_escaped(chapter->table->experiment), html_escaped(chapter->table->title),
                         html_escaped(chapter->table->source), verdict_marks(*chapter));
  }
  if (!survey.strays.empty()) out += "<li><a href=\"#strays\">Records of no table</a></li>\n";
  return out + "</ol></nav>\n";
}

std::string header(Survey const& survey) {
  return "<header><p class=\"kicker\">mixup-bench</p><h1>Does mixup hold?</h1>\n<p class=\"lead\">Every experiment of "
         "<a href=\"https://arxiv.org/abs/1710.09412\">mixup: Beyond Empirical Risk Minimization</a> (Zhang, Cissé, "
         "Dauphin, Lopez-Paz; ICLR 2018), run again: what the paper claims, beside what our records say.</p>\n" +
         tally(chapters_under(survey, Heading::paper)) + note_html(effort(survey)) +
         note_html(metric_remark(survey), "<strong>Note:</strong> ") + "</header>\n";
}

std::string scale_html(HtmlPage& page, Table const& table, ScaleSurvey const& survey) {
  auto const& scale = *survey.scale;
  if (survey.results.sheets.empty()) return note_html(not_run_remark(table, scale));
  std::string out;
  for (auto const& sheet : survey.results.sheets) out += sheet_html(page, table, scale, sheet);
  return out + note_html(stale_remark(table, survey.results.stale));
}

std::string section(HtmlPage& page, Chapter const& chapter, std::vector<Plot> const& plots) {
  Table const& table = *chapter.table;
  auto out = fmt::format("<section id=\"{}\"><p class=\"kicker\">{}</p><h2>{}{}</h2>\n", html_escaped(table.experiment),
                         html_escaped(table.source), html_escaped(table.title), verdict_marks(chapter));
  if (!table.claim.empty()) out += fmt::format("<blockquote>{}</blockquote>\n", html_escaped(table.claim));
  for (auto const& plot : plots) out += plot_html(page, plot);
  for (auto const& scale : chapter.scales) out += scale_html(page, table, scale);
  return out + "</section>\n";
}

/// What stands above the chapters of one heading.
std::string opening_html(HtmlPage& page, Survey const& survey, Part const& part) {
  bool const paper = part.heading == Heading::paper;
  auto out = paper ? "<section id=\"verdicts\"><h2>Verdicts</h2>\n<p>" +
                         html_escaped(verdict_legend("docs/verdicts.md")) + "</p>\n"
                   : fmt::format("<section id=\"beyond\"><h2>{}</h2>\n<p>{}</p>\n", kBeyondTitle,
                                 html_escaped(kBeyondLegend)) +
                         tally(part.chapters);
  for (auto const& plot : part.first) out += plot_html(page, plot);
  out += verdicts_html(page, survey, part.heading);
  if (paper) out += "<h3>How to read the tables</h3>\n<p>" + html_escaped(kTableLegend) + "</p>\n" + kOnThisPage;
  return out + "</section>\n";
}

std::string part_html(HtmlPage& page, Survey const& survey, Part const& part) {
  auto out = opening_html(page, survey, part);
  for (size_t i = 0; i < part.chapters.size(); ++i) out += section(page, *part.chapters[i], part.plots[i]);
  return out;
}

std::string strays_html(Survey const& survey) {
  if (survey.strays.empty()) return "";
  return fmt::format("<section id=\"strays\"><h2>Records of no table</h2>\n<p>{}</p></section>\n",
                     html_escaped(fmt::format("{}", fmt::join(stray_records(survey), ", "))));
}

}  // namespace

std::string report_html(Survey const& survey, Links const& links, Drawer const& draw) {
  auto const parts = parts_of(survey);
  auto const panels = panels_of(parts);
  HtmlPage page{links, draw(panels), 0, 0};
  if (page.drawings.size() != panels.size())
    throw error(Exit::bug, "html: got {} drawings of {} panels", page.drawings.size(), panels.size());
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<title>mixup-bench: does mixup hold?</title>\n<style>\n";
  out += std::string(kPageStyle) + "</style></head>\n<body>\n";
  if (!panels.empty())
    out +=
        "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"0\" height=\"0\" class=\"symbols\" "
        "aria-hidden=\"true\">" +
        svg_symbols(page.drawings[0]) + "</svg>\n";
  out += header(survey) + contents(parts, survey) + "<main>\n";
  for (auto const& part : parts) out += part_html(page, survey, part);
  return out + strays_html(survey) +
         "</main>\n<footer><p class=\"note\">Generated by <code>mixup-bench report --format html</code> from the "
         "tables and the records; plots drawn by gnuplot.</p></footer>\n</body></html>\n";
}

}  // namespace mixup
