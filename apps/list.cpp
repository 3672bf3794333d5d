// list: the paper's contents page and what is beyond it, or the rows of one table with the figures the paper prints.
#include <fmt/format.h>

#include <memory>

#include "apps/nouns.hpp"
#include "apps/streams.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"
#include "core/nearest.hpp"
#include "core/table.hpp"

namespace mixup {
namespace {

void list_tables() {
  for (auto const& table : all_tables())
    print_result("{:<14} {:<40} {:>3} rows   {}\n", table.experiment, table.title, table.rows.size(), place_of(table));
}

void list_rows(Table const& table) {
  print_result("{}: {} ({})\n{}\n", table.experiment, table.title, place_of(table), table.claim);
  for (auto const& scale : table.scales) print_result("  --scale {:<6} {}\n", scale.name, scale.about);
  for (auto const& row : table.rows) {
    std::vector<std::string> figures;
    for (auto const& column : table.columns)
      if (row.paper.contains(column.key))
        figures.push_back(fmt::format("{} {:.{}f}", column.title, row.paper[column.key].get<double>(), column.digits));
    print_result("  {:<32} {:<34} {:<22} {}\n", row.name, row.group, row.label,
                 figures.empty() ? "" : fmt::format("paper: {}", fmt::join(figures, ", ")));
  }
}

void list(std::string const& experiment) { experiment.empty() ? list_tables() : list_rows(table_of(experiment)); }

}  // namespace

Table const& table_of(std::string const& experiment) {
  std::vector<std::string> known;
  for (auto const& table : all_tables()) {
    if (table.experiment == experiment) return table;
    known.push_back(table.experiment);
  }
  throw error(Exit::usage, "there is no experiment \"{}\"; the experiments are {}{}", experiment,
              fmt::join(known, ", "), did_you_mean(experiment, known));
}

void add_list(CLI::App& app) {
  auto* const verb =
      app.add_subcommand("list", "What there is to run: all experiments, or the rows of one")->group("Results");
  auto const experiment = std::make_shared<std::string>();
  verb->add_option("experiment", *experiment, "one experiment's rows")->type_name(kExperiment);
  verb->callback([experiment] { list(*experiment); });
}

}  // namespace mixup
