// verbs: one function per verb adds it to the command line; main.cpp lists them.
#pragma once
#include <CLI/CLI.hpp>

#include "core/table.hpp"
#include "results/record.hpp"

namespace mixup {

/// The exit code that the typed verb left, and the words that were typed.
struct Program {
  int exit_code = 0;
  std::string command;  // "mixup-bench cifar --alpha 1"
};

void add_experiments(CLI::App& app, Program& program);  // one verb per table, and `all`
void add_list(CLI::App& app);
void add_report(CLI::App& app);
void add_plan(CLI::App& app, Program& program);
void add_show(CLI::App& app);  // show, diff
void add_verify(CLI::App& app, Program& program);
void add_bench(CLI::App& app);
void add_predict(CLI::App& app);
void add_data(CLI::App& app);  // fetch, import, verify, list, where
void add_data_cache(CLI::App& data);
void add_help(CLI::App& app);  // completion, man

std::vector<std::string> report_format_names();
std::vector<std::string> completion_shells();

/// The table of that experiment. Exit::usage with the names that exist.
Table const& table_of(std::string const& experiment);

/// The record of that file, or of that name below `from`. Exit::usage if there is none.
Record find_record(std::string const& name, std::string const& from);

}  // namespace mixup
