// help: completion, man: what shells and man need to know of this program, on stdout.
#include <memory>

#include "apps/completion.hpp"
#include "apps/manual.hpp"
#include "apps/nouns.hpp"
#include "apps/streams.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"

namespace mixup {
namespace {

struct Shell {
  char const* name;
  std::string (*script)(VerbForm const&);
};

constexpr Shell kShells[] = {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

std::string script_for(std::string const& shell, VerbForm const& program) {
  for (auto const& known : kShells)
    if (known.name == shell) return known.script(program);
  throw error(Exit::usage, "completion: got {}, allowed {}", shell, fmt::join(completion_shells(), ", "));
}

}  // namespace

std::vector<std::string> completion_shells() {
  std::vector<std::string> out;
  for (auto const& shell : kShells) out.emplace_back(shell.name);
  return out;
}

void add_help(CLI::App& app) {
  auto* const completion =
      app.add_subcommand("completion", "What a shell needs to complete this command line")->group("Help");
  auto const shell = std::make_shared<std::string>();
  completion->add_option("shell", *shell, "bash, zsh or fish")->type_name(kShell)->required();
  completion->footer("Example: source <(mixup-bench completion bash)");
  completion->callback([shell, &app] { write_result(script_for(*shell, grammar(app))); });
  auto* const man = app.add_subcommand("man", "The manual page: mixup-bench man | man -l -")->group("Help");
  man->callback([&app] { write_result(manual_page(grammar(app), MIXUP_VERSION)); });
}

}  // namespace mixup
