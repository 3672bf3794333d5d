// html: the page from top to bottom.
#include "report/html.hpp"

#include <set>

#include "report/figure.hpp"
#include "report/html_parts.hpp"
#include "report/plots/figures.hpp"
#include "report/plots/svg.hpp"
#include "report/remarks.hpp"

namespace mixup {

extern char const* const kPageStyle;  // page.css

namespace {

constexpr char const* kVerdicts =
    "<p>Each claim of the paper is data, and the rule by which it is judged is written down; both are younger than the "
    "first records, and their history shows which. An "
    "effect is the difference to the row it is compared with, in the unit of its table, ours ± half the 95 % interval "
    "over seeds; with % it is a share of that row’s figure; of claims that something grows it is the slope a step, of "
    "an order Kendall’s τ. Of several comparisons the weakest that the claim needs is shown, and “hold” counts those "
    "that go the claimed way. p is two-sided, after Holm’s correction over the claims of the experiment; “wins” is how "
    "often a run of the claimed winner beats one of the other.</p>\n";

constexpr char const* kTables =
    "<p>Each figure of ours is a button: it opens the records behind it, seed by seed, and the commands that made "
    "them. “Ours” is the mean over seeds ± half its 95 % interval of Student’s t (number of seeds); a difference is "
    "paired by seed. Where each seed also draws a split of one data set the interval is widened for the overlap. "
    "“Elsewhere” are figures that others measured. Scales, real and generated data never share a table. The record of "
    "a run is the file <code>experiment/scale/row-sSEED.json</code> below the folder of results.</p>\n";

struct Drawn {
  std::vector<Figure> first;                  // beside the verdicts
  std::vector<std::vector<Figure>> chapters;  // as those of the survey
};

Drawn all_figures(Survey const& survey) {
  Drawn out;
  if (auto figure = forest(survey)) out.first.push_back(std::move(*figure));
  for (auto const& chapter : survey.chapters) out.chapters.push_back(figures_of(chapter));
  return out;
}

std::vector<Panel> panels_of(Drawn const& drawn) {
  std::vector<Panel> out;
  auto const add = [&](std::vector<Figure> const& figures) {
    for (auto const& figure : figures) out.insert(out.end(), figure.panels.begin(), figure.panels.end());
  };
  add(drawn.first);
  for (auto const& figures : drawn.chapters) add(figures);
  return out;
}

/// Of all records that the page shows: how many, and how long they took.
std::string effort(Survey const& survey) {
  std::set<Record const*> records;
  for (auto const& chapter : survey.chapters)
    for (auto const& scale : chapter.scales)
      for (auto const& sheet : scale.results.sheets)
        for (auto const& line : sheet.lines) {
          records.insert(line.done.begin(), line.done.end());
          records.insert(line.broken.begin(), line.broken.end());
        }
  double seconds = 0;
  for (auto const* record : records) seconds += record->wall_seconds;
  return fmt::format("{} records, {} of computing", with_thousands(static_cast<int64_t>(records.size())),
                     duration(seconds));
}

std::string tally(Survey const& survey) {
  std::array<size_t, 4> counts{};
  for (auto const& chapter : survey.chapters)
    for (auto const* judgement : verdicts(chapter)) ++counts[static_cast<size_t>(judgement->verdict)];
  std::string out = "<ul class=\"tally\">";
  for (auto const verdict : {Verdict::reproduced, Verdict::contradicted, Verdict::inconclusive, Verdict::not_run}) {
    auto const at = static_cast<size_t>(verdict);
    out += fmt::format("<li class=\"{}\"><b>{}</b> {}</li>", verdict_class(verdict), counts[at], names(Verdict{})[at]);
  }
  return out + "</ul>\n";
}

std::string title_of(Table const& table) { return html_escaped(table.title.empty() ? table.experiment : table.title); }

std::string contents(Survey const& survey) {
  std::string out = "<nav aria-label=\"Contents\"><h2>Contents</h2><ol>\n<li><a href=\"#verdicts\">Verdicts</a></li>\n";
  for (auto const& chapter : survey.chapters)
    out += fmt::format("<li><a href=\"#{}\">{}</a> <small>{}</small>{}</li>\n", html_escaped(chapter.table->experiment),
                       title_of(*chapter.table), html_escaped(chapter.table->source), verdict_marks(chapter));
  if (!survey.strays.empty()) out += "<li><a href=\"#strays\">Records of no table</a></li>\n";
  return out + "</ol></nav>\n";
}

std::string metric_note(Survey const& survey) {
  auto const remark = metric_remark(survey);
  return remark.empty() ? "" : "<p class=\"note\"><strong>Note:</strong> " + html_escaped(remark) + "</p>\n";
}

std::string header(Survey const& survey) {
  return "<header><p class=\"kicker\">mixup-bench</p><h1>Does mixup hold?</h1>\n<p class=\"lead\">Every experiment of "
         "<a href=\"https://arxiv.org/abs/1710.09412\">mixup: Beyond Empirical Risk Minimization</a> (Zhang, Cissé, "
         "Dauphin, Lopez-Paz; ICLR 2018), run again: what the paper claims, beside what our records say.</p>\n" +
         tally(survey) +
         fmt::format("<p class=\"note\">{}.</p>\n{}</header>\n", html_escaped(effort(survey)), metric_note(survey));
}

std::string scale_html(HtmlPage& page, Table const& table, ScaleSurvey const& survey) {
  auto const& scale = *survey.scale;
  if (survey.results.sheets.empty())
    return fmt::format("<p class=\"note\">{0} scale: not run (<code>mixup-bench {1} --scale {0}</code>)</p>\n",
                       html_escaped(scale.name), html_escaped(table.experiment));
  std::string out;
  for (auto const& sheet : survey.results.sheets) out += sheet_html(page, table, scale, sheet);
  if (!survey.results.stale.empty())
    out += fmt::format("<p class=\"note\">Stale, not in the tables above (the table has changed since): {}.</p>\n",
                       html_escaped(fmt::format("{}", fmt::join(stale_records(table, survey.results.stale), "; "))));
  return out;
}

std::string section(HtmlPage& page, Chapter const& chapter, std::vector<Figure> const& figures) {
  Table const& table = *chapter.table;
  auto out = fmt::format("<section id=\"{}\"><p class=\"kicker\">{}</p><h2>{}{}</h2>\n", html_escaped(table.experiment),
                         html_escaped(table.source), title_of(table), verdict_marks(chapter));
  if (!table.claim.empty()) out += fmt::format("<blockquote>{}</blockquote>\n", html_escaped(table.claim));
  for (auto const& figure : figures) out += figure_html(page, figure);
  for (auto const& scale : chapter.scales) out += scale_html(page, table, scale);
  return out + "</section>\n";
}

std::string strays_html(Survey const& survey) {
  if (survey.strays.empty()) return "";
  return fmt::format("<section id=\"strays\"><h2>Records of no table</h2>\n<p>{}</p></section>\n",
                     html_escaped(fmt::format("{}", fmt::join(stray_records(survey), ", "))));
}

}  // namespace

std::string report_html(Survey const& survey, Links const& links, Drawer const& draw) {
  auto const drawn = all_figures(survey);
  auto const panels = panels_of(drawn);
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
  out += header(survey) + contents(survey) + "<main>\n<section id=\"verdicts\"><h2>Verdicts</h2>\n" + kVerdicts;
  for (auto const& figure : drawn.first) out += figure_html(page, figure);
  out += verdicts_html(page, survey) + "<h3>How to read the tables</h3>\n" + kTables + "</section>\n";
  for (size_t i = 0; i < survey.chapters.size(); ++i) out += section(page, survey.chapters[i], drawn.chapters[i]);
  return out + strays_html(survey) +
         "</main>\n<footer><p class=\"note\">Generated by <code>mixup-bench report --format html</code> from the "
         "tables and the records; figures drawn by gnuplot.</p></footer>\n</body></html>\n";
}

}  // namespace mixup
