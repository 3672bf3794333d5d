// campaign: the verb `plan`: what one machine decides in so many hours, and working it off.
#include <cstdlib>
#include <memory>

#include "apps/estimate.hpp"
#include "apps/nouns.hpp"
#include "apps/streams.hpp"
#include "apps/suite.hpp"
#include "apps/verbs.hpp"
#include "core/error.hpp"
#include "core/ranks.hpp"
#include "report/campaign_text.hpp"
#include "results/store.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

struct PlanFlags : RunFlags {
  double hours = 6;
  bool run = false;
  std::string output;
  std::vector<std::string> experiments, scales = {"small"};
};

std::vector<Table> asked_for(std::vector<std::string> const& experiments) {
  if (experiments.empty()) return all_tables();
  std::vector<Table> out;
  for (auto const& name : experiments) out.push_back(table_of(name));
  return out;
}

int work_off(Campaign const& campaign, PlanFlags& flags, std::string const& command) {
  if (auto const ranks = ranks_of([](char const* name) { return std::getenv(name); }); ranks.several())
    throw error(Exit::usage,
                "plan --run: {} says that {} processes were started to make each run together; a plan has many runs, "
                "each made by one: start it once per machine on the same --out",
                ranks.said_by, ranks.size);
  std::vector<Planned> runs;
  for (auto const& step : campaign.steps)
    for (auto const& run : step.runs) runs.push_back({step.goals[0].table, run});
  selection(flags);  // fills in where data lies
  return run_suite(runs, flags, command);
}

}  // namespace

void add_plan(CLI::App& app, Program& program) {
  auto* const verb = app.add_subcommand("plan", "The runs that decide most claims per hour")->group("Results");
  auto const flags = std::make_shared<PlanFlags>();
  verb->add_option("experiments", flags->experiments, "only these [all]")->type_name(kExperiment);
  verb->add_option("--hours", flags->hours, "of this machine")
      ->check(CLI::Range(0.01, 1e5))
      ->check(is_no_nan)
      ->capture_default_str();
  verb->add_option("--scale", flags->scales, "small (one machine), paper, or several: small,paper")
      ->type_name(kScale)
      ->delimiter(',')
      ->capture_default_str();
  verb->add_option("--out", flags->out, "folder of the records")->type_name(kFolder)->capture_default_str();
  verb->add_option("-o,--output", flags->output, "write the plan into this file, as Markdown")->type_name(kFile);
  auto* const run = verb->add_flag("--run", flags->run, "work the plan off; after the hours no run is begun");
  verb->add_flag("--again", flags->again, "with --run: replace stale records")->needs(run);
  verb->add_flag("--keep-weights", flags->keep_weights,
                 "with --run: keep the trained nets, and take those that are kept")
      ->needs(run);
  verb->add_flag("-q,--quiet", flags->quiet, "no progress");
  add_jobs_flag(*verb, *flags);
  add_machine_flags(*verb, flags->options);
  verb->footer(
      "It counts seeds and hours and never looks at an effect. Hours are by the records in the folder.\n"
      "Examples: mixup-bench plan --hours 6\n"
      "          mixup-bench plan --hours 6 --run");
  verb->callback([flags, &program] {
    auto const tables = asked_for(flags->experiments);
    Names left_out;
    auto const records = Store(flags->out).load_all(&left_out);
    for (auto const& what : left_out) print_notice("left out: {}/{}\n", flags->out, what);
    Estimate const estimate(flags->out, flags->options.device);
    auto const found = campaign(tables, flags->scales, records, 3600 * flags->hours,
                                [&](Run const& run) { return estimate.seconds(run); });
    if (!flags->output.empty())
      write_whole(flags->output, campaign_markdown(found, {tables, flags->scales, flags->hours, program.command}));
    else
      print_result("{}", campaign_text(found, flags->hours));
    flags->limit = 3600 * flags->hours;
    if (flags->run) program.exit_code = work_off(found, *flags, program.command);
  });
}

}  // namespace mixup
