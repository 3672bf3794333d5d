// main: adds the verbs; an Error becomes one line and an exit code.
#include <fmt/format.h>

#include "apps/command.hpp"
#include "apps/streams.hpp"
#include "apps/suggestion.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"
#include "core/folder.hpp"

namespace mixup {
extern char const* const kGitRevision;
extern bool const kGitDirty;
namespace {

constexpr char const* kStart =
    "Start with: mixup-bench list, then mixup-bench cifar --dry-run. Every verb has its own --help.";

int complain(Exit code, std::string const& what) {
  if (code != kClosedPipe) print_notice("mixup-bench: {}\n", what);
  return static_cast<int>(code);
}

/// --help and --version, which CLI11 prints.
int answer(CLI::App const& app, CLI::Success const& wish) {
  std::ostringstream text;
  int const code = app.exit(wish, text, text);
  write_result(text.str());
  return code;
}

void add_verbs(CLI::App& app, Program& program) {
  add_experiments(app, program);
  add_list(app);
  add_report(app);
  add_plan(app, program);
  add_show(app);
  add_verify(app, program);
  add_bench(app);
  add_predict(app);
  add_data(app);
  add_help(app);
}

int run(int argc, char** argv) {
  Program program;
  program.command = command_line(argc, argv);
  CLI::App app("Reproduces the experiments of \"mixup: Beyond Empirical Risk Minimization\" (ICLR 2018).",
               "mixup-bench");
  app.set_version_flag("--version", fmt::format("mixup-bench {} ({}{})", MIXUP_VERSION, kGitRevision,
                                                kGitDirty ? ", with changes" : ""));
  app.require_subcommand(1);
  app.footer(kStart);
  add_verbs(app, program);
  if (argc == 1) return complain(Exit::usage, std::string("give a verb. ") + kStart);
  try {
    app.parse(argc, argv);
  } catch (CLI::Success const& e) {
    return answer(app, e);
  } catch (CLI::ParseError const& e) {
    auto const mistyped = suggestion(app, {argv + 1, argv + argc});
    return complain(Exit::usage, mistyped.empty() ? fmt::format("{} ({} --help lists what there is)", e.what(),
                                                                verb_of(app, {argv + 1, argv + argc}))
                                                  : mistyped);
  }
  return program.exit_code;
}

}  // namespace
}  // namespace mixup

int main(int argc, char** argv) {
  mixup::set_up_streams();
  try {
    int const code = mixup::run(argc, argv);
    mixup::close_results();
    return code;
  } catch (std::exception const& e) {
    auto const known = mixup::as_error(e);
    return mixup::complain(known.code, known.what());
  }
}
