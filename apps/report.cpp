// report: the paper's tables beside ours, from the records in a folder, in the format that is asked for.
#include "report/report.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "apps/verbs.hpp"
#include "formats/file.hpp"
#include "report/csv.hpp"
#include "report/front_page.hpp"
#include "report/html.hpp"
#include "report/json_report.hpp"
#include "report/latex.hpp"
#include "report/metric_rule.hpp"
#include "report/picture.hpp"
#include "report/plots/gnuplot.hpp"
#include "results/store.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

using Print = std::string (*)(Survey const&, Links const&);

std::map<std::string, Print> const& report_formats() {
  static std::map<std::string, Print> const formats = {
      {"markdown", [](Survey const& survey, Links const&) { return report_markdown(survey); }},
      {"html", [](Survey const& survey, Links const& links) { return report_html(survey, links, draw_with_gnuplot); }},
      {"latex", [](Survey const& survey, Links const&) { return report_latex(survey); }},
      {"csv", report_csv},
      {"json", report_json}};
  return formats;
}

Print report_format(std::string const& name) {
  auto const found = report_formats().find(name);
  if (found == report_formats().end())
    throw error(Exit::usage, "--format: got {}, allowed markdown, html, latex, csv, json", name);
  return found->second;
}

}  // namespace

void add_report(CLI::App& app) {
  struct Flags {
    std::string from = "results", output, metric, format = "markdown", readme, picture;
  };
  auto* const verb = app.add_subcommand("report", "The paper's claims and tables beside ours")->group("Results");
  auto const flags = std::make_shared<Flags>();
  verb->add_option("--from", flags->from, "folder of the records")->capture_default_str();
  verb->add_option("-o,--output", flags->output, "file to write instead of stdout; links to records start there");
  verb->add_option("--format", flags->format,
                   "markdown, html (one page with figures, drawn by gnuplot), latex (booktabs), csv, json")
      ->capture_default_str();
  verb->add_option("--metric", flags->metric,
                   "which epoch of a curve is its figure: last, best, median10, selected; without, the tables say");
  verb->add_option("--readme", flags->readme, "write the verdicts into this page, between its two marks, instead");
  verb->add_option("--picture", flags->picture, "draw one figure into this SVG file instead");
  verb->footer(
      "Examples: mixup-bench report --output results/README.md\n"
      "          mixup-bench report --format html --output results/index.html");
  verb->callback([flags] {
    auto const print = report_format(flags->format);
    auto tables = all_tables();
    if (!flags->metric.empty())
      for (auto& table : tables) table = with_metric(table, flags->metric);
    auto const records = Store(flags->from).load_all();
    auto found = survey(tables, records);
    found.metric = flags->metric;
    if (!flags->picture.empty()) return write_whole(flags->picture, first_picture(found, draw_with_gnuplot));
    if (!flags->readme.empty())
      return write_whole(flags->readme, with_verdicts(read_bytes(flags->readme), found, flags->readme));
    auto const text = print(found, links_from(flags->output, flags->from));
    if (flags->output.empty())
      fmt::print("{}", text);
    else
      write_whole(flags->output, text);
  });
}

}  // namespace mixup
