// report: the paper's tables beside ours, from the records in a folder.
#include "report/report.hpp"

#include <fmt/format.h>

#include <memory>

#include "apps/verbs.hpp"
#include "report/metric_rule.hpp"
#include "results/store.hpp"
#include "results/writer.hpp"

namespace mixup {

void add_report(CLI::App& app) {
  struct Flags {
    std::string from = "results", output, metric;
  };
  auto* const verb = app.add_subcommand("report", "The paper's tables beside ours, as Markdown")->group("Results");
  auto const flags = std::make_shared<Flags>();
  verb->add_option("--from", flags->from, "folder of the records")->capture_default_str();
  verb->add_option("-o,--output", flags->output, "file to write instead of stdout");
  verb->add_option("--metric", flags->metric,
                   "which epoch of a curve is its figure: last, best, median10, selected; without, the tables say");
  verb->footer("Example: mixup-bench report --output results/README.md");
  verb->callback([flags] {
    auto tables = all_tables();
    if (!flags->metric.empty())
      for (auto& table : tables) table = with_metric(table, flags->metric);
    auto const records = Store(flags->from).load_all();
    auto found = survey(tables, records);
    found.metric = flags->metric;
    auto const text = report_markdown(found);
    if (flags->output.empty())
      fmt::print("{}", text);
    else
      write_whole(flags->output, text);
  });
}

}  // namespace mixup
