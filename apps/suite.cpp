#include "apps/suite.hpp"

#include <algorithm>

#include "apps/announce.hpp"
#include "apps/estimate.hpp"
#include "apps/jobs.hpp"
#include "apps/launch.hpp"
#include "apps/making.hpp"
#include "apps/many_runs.hpp"
#include "apps/ranks.hpp"
#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "results/lock_reach.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

/// What the records of runs that are done say, and how to run them again: before anything is missed or made.
void show_done(std::vector<Job> const& jobs, Store const& store) {
  for (auto const& job : jobs)
    if (job.state == State::done) announce_found(*job.planned->table, *job.record, store.path(job.planned->run));
  show_ways_on(jobs);
}

int first_rank(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command) {
  Store const store(flags.out);
  std::vector<Job> jobs;
  for (auto const& planned : runs) jobs.push_back(look_up(planned, store, flags.again));
  bool const shown = !flags.quiet || flags.dry_run;
  Estimate estimate(shown ? flags.out : "", flags.options.device);  // a folder of thousands takes its time
  if (shown) show_plan(jobs, flags, estimate);
  if (flags.dry_run) return static_cast<int>(Exit::ok);
  bool const some_done = std::any_of(jobs.begin(), jobs.end(), [](Job const& job) { return job.state == State::done; });
  if (!flags.options.keep_weights.empty() && some_done)
    print_notice("--keep-weights keeps nets that are trained now; runs that are done train again with --again\n");
  if (!flags.quiet) show_done(jobs, store);
  require_data(jobs, flags.options.place);
  StopSignals const signals;
  if (auto const why = lock_stays_here(flags.out); !why.empty())
    print_notice("{}: its locks are seen on this machine alone, another may make the same runs meanwhile\n", why);
  Followers const followers(flags.options);
  sweep(flags.out);
  for (auto const& job : jobs)
    if (job.state == State::done) remove_leftover(job.planned->run, store);
  auto const outcomes = make_runs(jobs, store, flags, command, estimate);
  if (outcomes.not_begun > 0)
    print_notice("{}{} of {} runs were not begun; {}\n", flags.limit > 0 ? "time is up: " : "", outcomes.not_begun,
                 jobs.size(), flags.again ? "--again starts from the first run" : "the same command goes on");
  for (auto const& note : outcomes.elsewhere) print_notice("{}\n", note);
  for (auto const& trouble : outcomes.troubles) print_notice("mixup-bench: {}\n", trouble);
  return static_cast<int>(outcomes.troubles.empty() ? Exit::ok : Exit::failed);
}

int one_rank(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command) {
  return flags.options.ranks.first() ? first_rank(runs, flags, command) : follow(flags);
}

}  // namespace

int run_suite(std::vector<Planned> const& planned, RunFlags const& its_flags, std::string const& command) {
  auto flags = its_flags;
  flags.options.ranks = ranks_of_process(flags);
  flags.options.build = program_build();
  auto runs = planned;
  for (auto& one : runs) one.run = over_ranks(one.run, std::max(flags.processes, flags.options.ranks.size));
  if (flags.processes == 1 || flags.dry_run) return one_rank(runs, flags, command);
  return launch(flags.processes, flags.options.ranks.timeout, [&](Ranks const& ranks) {
    flags.options.ranks = ranks;
    return one_rank(runs, flags, command);
  });
}

}  // namespace mixup
