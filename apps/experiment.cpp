// experiment: one verb for each experiment, made from its table.json, and `all` for all of them.
#include <fmt/format.h>

#include <memory>

#include "apps/suite.hpp"
#include "apps/verbs.hpp"

namespace mixup {
namespace {

void add_to(std::vector<Planned>& runs, Table const& table, RunFlags& flags) {
  for (auto& run : plan(table, selection(flags))) runs.push_back({&table, std::move(run)});
}

/// Scales and rows of the table as the verb's footer.
std::string about(Table const& table) {
  std::string out = "Scales:\n";
  for (auto const& scale : table.scales)
    out += fmt::format("  {:<6} {} ({} seed{})\n", scale.name, scale.about, scale.seeds, scale.seeds == 1 ? "" : "s");
  return out + fmt::format("The table has {} rows: mixup-bench list {}. Example: mixup-bench {} --scale demo",
                           table.rows.size(), table.experiment, table.experiment);
}

}  // namespace

void add_experiments(CLI::App& app, Program& program) {
  for (auto const& table : all_tables()) {
    auto* const verb =
        app.add_subcommand(table.experiment, table.title + " (" + place_of(table) + ")")->group("Experiments");
    auto const flags = std::make_shared<RunFlags>();
    add_run_flags(*verb, *flags);
    verb->add_option("--row", flags->rows, "rows by name, * stands for any letters: --row \"*-erm\"")
        ->type_name("ROW ...");
    verb->footer(about(table));
    verb->callback([&table, flags, &program] {
      std::vector<Planned> runs;
      add_to(runs, table, *flags);
      program.exit_code = run_suite(runs, *flags, program.command);
    });
  }
  auto* const verb = app.add_subcommand("all", "Every experiment, in the order of the paper, then those beyond it")
                         ->group("Experiments");
  auto const flags = std::make_shared<RunFlags>();
  add_run_flags(*verb, *flags);
  verb->callback([flags, &program] {
    std::vector<Planned> runs;
    for (auto const& table : all_tables()) add_to(runs, table, *flags);
    program.exit_code = run_suite(runs, *flags, program.command);
  });
}

}  // namespace mixup
