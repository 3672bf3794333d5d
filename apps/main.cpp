// main: adds the verbs; an Error becomes one line and an exit code.
#include <fmt/format.h>

#include <cstdio>

#include "apps/verbs.hpp"
#include "core/error.hpp"

namespace mixup {
extern char const* const kGitRevision;
extern bool const kGitDirty;
namespace {

/// The words as typed, quoted where a shell would need it; the path of the program is left out.
std::string typed(int argc, char** argv) {
  std::string out = "mixup-bench";
  for (int i = 1; i < argc; ++i) {
    std::string const word = argv[i];
    bool const plain = !word.empty() && word.find_first_not_of(
                                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789._/+=:,-") == std::string::npos;
    out += plain ? " " + word : " '" + word + "'";
  }
  return out;
}

int complain(Exit code, std::string const& what) {
  fmt::print(stderr, "mixup-bench: {}\n", what);
  return static_cast<int>(code);
}

int run(int argc, char** argv) {
  Program program;
  program.command = typed(argc, argv);
  CLI::App app("Reproduces the experiments of \"mixup: Beyond Empirical Risk Minimization\" (ICLR 2018).",
               "mixup-bench");
  app.set_version_flag("--version", fmt::format("mixup-bench {} ({}{})", MIXUP_VERSION, kGitRevision,
                                                kGitDirty ? ", with changes" : ""));
  app.require_subcommand(1);
  app.footer("Start with: mixup-bench list, then mixup-bench cifar --dry-run. Every verb has its own --help.");
  add_experiments(app, program);
  add_list(app);
  add_report(app);
  add_plan(app, program);
  add_show(app);
  add_verify(app, program);
  add_bench(app);
  add_predict(app);
  add_data(app);
  try {
    app.parse(argc, argv);
  } catch (CLI::Success const& e) {  // --help, --version
    return app.exit(e);
  } catch (CLI::ParseError const& e) {
    return complain(Exit::usage, fmt::format("{} (mixup-bench --help lists what there is)", e.what()));
  }
  return program.exit_code;
}

}  // namespace
}  // namespace mixup

int main(int argc, char** argv) {
  try {
    return mixup::run(argc, argv);
  } catch (mixup::Error const& e) {
    return mixup::complain(e.code, e.what());
  } catch (std::exception const& e) {
    return mixup::complain(mixup::Exit::bug,
                           fmt::format("unexpected: {}; please report this with the command", e.what()));
  }
}
