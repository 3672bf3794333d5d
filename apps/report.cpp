// report: the paper's tables beside ours, from the records in a folder, in the format that is asked for.
#include <fmt/ranges.h>

#include <filesystem>
#include <memory>

#include "apps/nouns.hpp"
#include "apps/streams.hpp"
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

std::string formats_and_what_they_are() {
  std::vector<std::string> names;
  for (auto const& format : report_formats()) names.push_back(std::string(format.name) + format.about);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// A folder that was named and is not there is a slip; the default may be missing before the first run.
void require_folder(std::string const& folder, bool named) {
  std::error_code unused;
  if (std::filesystem::is_directory(folder, unused)) return;
  if (named) throw error(Exit::usage, "--from: got {}, which is no folder", folder);
  print_notice("{}: no such folder, so that nothing has run\n", folder);
}

Format const& report_format(std::string const& name) {
  for (auto const& format : report_formats())
    if (format.name == name) return format;
  throw error(Exit::usage, "--format: got {}, allowed {}", name, fmt::join(report_format_names(), ", "));
}

}  // namespace

std::vector<std::string> report_format_names() {
  std::vector<std::string> names;
  for (auto const& format : report_formats()) names.emplace_back(format.name);
  return names;
}

void add_report(CLI::App& app) {
  struct Flags {
    std::string from = "results", output, metric, format = report_formats().front().name, readme, picture;
  };
  auto* const verb = app.add_subcommand("report", "The paper's claims and tables beside ours")->group("Results");
  auto const flags = std::make_shared<Flags>();
  auto const* const from =
      verb->add_option("--from", flags->from, "folder of the records")->type_name(kFolder)->capture_default_str();
  auto* const output =
      verb->add_option("-o,--output", flags->output, "file to write instead of stdout; links to records start there")
          ->type_name(kFile);
  auto* const format = verb->add_option("--format", flags->format, formats_and_what_they_are())
                           ->type_name(kFormat)
                           ->capture_default_str();
  auto* const metric =
      verb->add_option("--metric", flags->metric,
                       "which epoch of a curve is its number: last, best, median10, selected; without, the tables say")
          ->type_name(kMetric);
  auto* const readme =
      verb->add_option("--readme", flags->readme, "write the verdicts into this page, between its two marks, instead")
          ->type_name(kFile);
  auto* const picture =
      verb->add_option("--picture", flags->picture, "draw one plot into this SVG file instead")->type_name(kFile);
  for (auto* const instead : {readme, picture})  // a page of verdicts by another rule than the tables' says so nowhere
    for (auto* const other : {output, format, metric}) instead->excludes(other);
  readme->excludes(picture);
  verb->footer(
      "Examples: mixup-bench report --output results/README.md\n"
      "          mixup-bench report --format html --output results/index.html");
  verb->callback([flags, from] {
    auto const& format = report_format(flags->format);
    auto tables = all_tables();
    if (!flags->metric.empty())
      for (auto& table : tables) table = with_metric(table, flags->metric);
    require_folder(flags->from, from->count() > 0);
    Names left_out;
    auto const records = Store(flags->from).load_all(&left_out);
    for (auto const& what : left_out) print_notice("left out: {}/{}\n", flags->from, what);
    auto found = survey(tables, records);
    found.metric = flags->metric;
    if (!flags->picture.empty()) return write_whole(flags->picture, first_picture(found, draw_with_gnuplot));
    if (!flags->readme.empty())
      return write_whole(flags->readme, with_verdicts(read_bytes(flags->readme), found, flags->readme));
    auto const text = format.print(found, links_from(flags->output, flags->from));
    if (flags->output.empty())
      print_result("{}", text);
    else
      write_whole(flags->output, text);
  });
}

}  // namespace mixup
