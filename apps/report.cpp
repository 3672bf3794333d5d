// report: the paper's tables beside ours, from the records in a folder, in the format that is asked for.
#include <fmt/ranges.h>

#include <memory>

#include "apps/verbs.hpp"
#include "formats/file.hpp"
#include "report/csv.hpp"
#include "report/front_page.hpp"
#include "report/html.hpp"
#include "report/json_report.hpp"
#include "report/latex.hpp"
#include "report/markdown_report.hpp"
#include "report/metric_rule.hpp"
#include "report/picture.hpp"
#include "report/plots/gnuplot.hpp"
#include "results/store.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

struct Format {
  char const *name, *about;
  std::string (*print)(Survey const&, Links const&);
};

std::vector<Format> const& report_formats() {
  static std::vector<Format> const formats = {
      {"markdown", "", [](Survey const& survey, Links const&) { return report_markdown(survey); }},
      {"html", " (one page with plots, drawn by gnuplot)",
       [](Survey const& survey, Links const& links) { return report_html(survey, links, draw_with_gnuplot); }},
      {"latex", " (booktabs)", [](Survey const& survey, Links const&) { return report_latex(survey); }},
      {"csv", "", report_csv},
      {"json", "", report_json}};
  return formats;
}

std::string format_names(bool with_about) {
  std::vector<std::string> names;
  for (auto const& format : report_formats())
    names.push_back(format.name + std::string(with_about ? format.about : ""));
  return fmt::format("{}", fmt::join(names, ", "));
}

Format const& report_format(std::string const& name) {
  for (auto const& format : report_formats())
    if (format.name == name) return format;
  throw error(Exit::usage, "--format: got {}, allowed {}", name, format_names(false));
}

}  // namespace

void add_report(CLI::App& app) {
  struct Flags {
    std::string from = "results", output, metric, format = report_formats().front().name, readme, picture;
  };
  auto* const verb = app.add_subcommand("report", "The paper's claims and tables beside ours")->group("Results");
  auto const flags = std::make_shared<Flags>();
  verb->add_option("--from", flags->from, "folder of the records")->capture_default_str();
  verb->add_option("-o,--output", flags->output, "file to write instead of stdout; links to records start there");
  verb->add_option("--format", flags->format, format_names(true))->capture_default_str();
  verb->add_option("--metric", flags->metric,
                   "which epoch of a curve is its number: last, best, median10, selected; without, the tables say");
  verb->add_option("--readme", flags->readme, "write the verdicts into this page, between its two marks, instead");
  verb->add_option("--picture", flags->picture, "draw one plot into this SVG file instead");
  verb->footer(
      "Examples: mixup-bench report --output results/README.md\n"
      "          mixup-bench report --format html --output results/index.html");
  verb->callback([flags] {
    auto const& format = report_format(flags->format);
    auto tables = all_tables();
    if (!flags->metric.empty())
      for (auto& table : tables) table = with_metric(table, flags->metric);
    Names left_out;
    auto const records = Store(flags->from).load_all(&left_out);
    for (auto const& what : left_out) fmt::print(stderr, "left out: {}/{}\n", flags->from, what);
    auto found = survey(tables, records);
    found.metric = flags->metric;
    if (!flags->picture.empty()) return write_whole(flags->picture, first_picture(found, draw_with_gnuplot));
    if (!flags->readme.empty())
      return write_whole(flags->readme, with_verdicts(read_bytes(flags->readme), found, flags->readme));
    auto const text = format.print(found, links_from(flags->output, flags->from));
    if (flags->output.empty())
      fmt::print("{}", text);
    else
      write_whole(flags->output, text);
  });
}

}  // namespace mixup
