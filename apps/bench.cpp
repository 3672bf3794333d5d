// bench: images per second of a training step of the first selected run, as JSON on stdout.
#include <fmt/format.h>

#include <memory>

#include "apps/flags.hpp"
#include "apps/streams.hpp"
#include "apps/terminal.hpp"
#include "apps/training_part.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"

namespace mixup {

void add_bench(CLI::App& app) {
  auto* const verb =
      app.add_subcommand("bench", "Images per second of the training step (default: cifar, paper scale, mixup)")
          ->group("Results");
  auto const flags = std::make_shared<RunFlags>();
  flags->scale = "paper";
  auto const steps = std::make_shared<int64_t>(20);
  add_run_flags(*verb, *flags);
  verb->add_option("--steps", *steps, "timed steps, after three to warm up")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  verb->callback([flags, steps] {
    for (auto const& table : all_tables()) {
      if (table.experiment != "cifar") continue;
      Json figures;
      auto runs = plan(table, selection(*flags));
      Terminal terminal("bench", flags->quiet);
      terminal.doing(fmt::format("loading LibTorch, then {} steps and three before them", *steps));
      training_part().bench(runs.back(), flags->options, *steps, figures);  // the last default row is mixup
      figures["run"] = to_json(runs.back());
      print_result("{}", pretty(figures));
    }
  });
}

}  // namespace mixup
