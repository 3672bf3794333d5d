#include "apps/suite.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>

#include "apps/announce.hpp"
#include "apps/estimate.hpp"
#include "apps/jobs.hpp"
#include "apps/launch.hpp"
#include "apps/making.hpp"
#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "apps/table_line.hpp"
#include "apps/terminal.hpp"
#include "apps/training_part.hpp"
#include "apps/workers.hpp"
#include "core/cores.hpp"
#include "core/run_name.hpp"
#include "results/lock_reach.hpp"
#include "results/writer.hpp"

namespace mixup {
namespace {

/// How every run of the suite is made.
struct Making {
  Store const& store;
  RunFlags flags;
  std::string const& command;
  std::chrono::steady_clock::time_point start;

  bool time_is_up() const {
    return flags.limit > 0 && std::chrono::steady_clock::now() - start >= std::chrono::duration<double>(flags.limit);
  }
};

/// Runs that a person is told about at the end.
struct Outcomes {
  std::vector<std::string> troubles, elsewhere;
  size_t not_begun = 0;
};

void show(std::string const& line) {
  print_result("{}\n", line);
  flush_results();
}

/// What the records of runs that are done say, and how to run them again: before anything is missed or made.
void show_done(std::vector<Job> const& jobs, Store const& store) {
  for (auto const& job : jobs)
    if (job.state == State::done)
      show(found_line(*job.planned->table, store.load(job.planned->run), store.path(job.planned->run)));
  show_ways_on(jobs);
}

/// What came of a job, told to the person, and to the estimate where nothing was known of such a net.
void tell(Job const& job, Made const& made, Estimate& estimate, Outcomes& outcomes) {
  if (!made.elsewhere.empty()) outcomes.elsewhere.push_back(made.elsewhere);
  if (!made.record) return;
  auto const& [run, outcome] = std::tie(made.record->run, made.record->outcome);
  show(made_line(*job.planned->table, *made.record));
  if (outcome.status != Status::done)
    outcomes.troubles.push_back(fmt::format("{} {}: {}", run_name(run), name_of(outcome.status), outcome.reason));
  if (!estimate.seconds(run)) estimate.add(*made.record);
}

/// One run after the other, each with all threads.
void in_turn(std::vector<Job> const& jobs, Making const& making, Estimate& estimate, Outcomes& outcomes) {
  for (size_t i = 0; i < jobs.size(); ++i) {
    if (making.time_is_up()) {
      outcomes.not_begun += jobs.size() - i;
      return;
    }
    auto const& run = jobs[i].planned->run;
    bool const unknown = !estimate.seconds(run);
    auto const made = [&] {
      Terminal terminal(run_name(run), making.flags.quiet);  // takes its line away at its end
      return make_run(run, making.store, making.flags, making.command, terminal);
    }();
    tell(jobs[i], made, estimate, outcomes);
    if (unknown && made.record && !making.flags.quiet)
      show_what_is_left({jobs.begin() + static_cast<std::ptrdiff_t>(i) + 1, jobs.end()}, estimate);
  }
}

/// Several runs at a time, each with its share of the threads.
void at_once(std::vector<Job> const& jobs, Making making, size_t workers, Estimate& estimate, Outcomes& outcomes) {
  auto& options = making.flags.options;
  int const share = std::max(1, usable_cores() / static_cast<int>(workers));
  for (int* const threads : {&options.threads, &options.decoders})
    if (*threads == 0) *threads = share;
  TableLine line(jobs.size(), making.flags.quiet);
  outcomes.not_begun += jobs.size();
  auto const told = [&](Message const& message) {
    auto const& job = jobs[message.job];
    auto const& run = job.planned->run;
    auto const name = run_name(run);
    if (message.kind == Message::Kind::at_work) return line.at_work(name, message.share);
    line.erase();
    if (message.kind == Message::Kind::note) return print_notice("{}: {}\n", name, message.text);
    --outcomes.not_begun;
    line.done(name);
    if (message.kind == Message::Kind::error) return outcomes.troubles.push_back(name + ": " + message.text);
    auto const made = message.kind == Message::Kind::made;
    tell(job, {made ? std::optional(making.store.load(run)) : std::nullopt, message.text}, estimate, outcomes);
  };
  work_together({jobs.size(),
                 [&](size_t job, Progress& progress) {
                   return make_run(jobs[job].planned->run, making.store, making.flags, making.command, progress);
                 },
                 [&] { return making.time_is_up(); }, told},
                workers);
}

/// The jobs that are to be made; a stale record is a trouble.
std::vector<Job> to_make(std::vector<Job> const& jobs, Outcomes& outcomes) {
  std::vector<Job> out;
  for (auto const& job : jobs) {
    if (job.state == State::stale) outcomes.troubles.push_back(run_name(job.planned->run) + " is " + job.note);
    if (job.state == State::missing) out.push_back(job);
  }
  return out;
}

/// The jobs for which `is` holds, no longer among `jobs`; both in their order.
std::vector<Job> taken_out(std::vector<Job>& jobs, std::function<bool(Job const&)> const& is) {
  auto const first = std::stable_partition(jobs.begin(), jobs.end(), [&](Job const& job) { return !is(job); });
  std::vector<Job> out(first, jobs.end());
  jobs.erase(first, jobs.end());
  return out;
}

/// How many workers make the runs, where nobody says so as advised.
size_t workers_for(std::vector<Job> const& jobs, RunFlags const& flags) {
  if (flags.options.ranks.several()) return 1;
  std::vector<Run> runs;
  for (auto const& job : jobs) runs.push_back(job.planned->run);
  return std::min(flags.workers > 0 ? static_cast<size_t>(flags.workers) : advised_workers(runs, flags.options),
                  runs.size());
}

/// The ranks of this process, whose first one it is: the others are sent home at the end, however it comes.
class Followers {
 public:
  explicit Followers(Options const& options) : there_(options.ranks.several()) {
    if (there_) training_part().join(options);
  }
  Followers(Followers const&) = delete;
  Followers& operator=(Followers const&) = delete;
  ~Followers() {
    try {
      if (there_) training_part().dismiss();
    } catch (std::exception const&) {  // they have gone
    }
  }

 private:
  bool there_;
};

/// A rank that is not the first.
int follow(RunFlags const& flags) {
  if (flags.dry_run) return 0;
  StopSignals const signals;
  StopSignals::be_silent();
  training_part().join(flags.options);
  return training_part().follow(flags.options);
}

/// Who makes these runs: processes that are to be started, or those that a launcher has started.
Ranks ranks_of_process(RunFlags const& flags) {
  auto ranks = ranks_of([](char const* name) { return std::getenv(name); });
  ranks.timeout = flags.options.ranks.timeout;
  if (flags.processes > 1 && ranks.several())
    throw error(Exit::usage, "--nproc {}: {} says that {} processes were started already, allowed is one of the two",
                flags.processes, ranks.said_by, ranks.size);
  if (flags.workers > 1 && std::max(flags.processes, ranks.size) > 1)
    throw error(Exit::usage, "--jobs {}: processes that make each run together make one at a time, allowed is 1",
                flags.workers);
  return ranks;
}

int first_rank(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command) {
  Store const store(flags.out);
  std::vector<Job> jobs;
  for (auto const& planned : runs) jobs.push_back(look_up(planned, store, flags.again));
  bool const shown = !flags.quiet || flags.dry_run;
  Estimate estimate(shown ? flags.out : "");  // a folder of thousands takes its time
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
  Outcomes outcomes;
  auto beside = to_make(jobs, outcomes);
  Making const making{store, flags, command, std::chrono::steady_clock::now()};
  std::vector<Job> alone;
  if (auto const workers = workers_for(beside, flags); workers > 1) {
    alone = taken_out(beside, [](Job const& job) { return job.planned->table->alone; });
    if (!beside.empty()) at_once(beside, making, workers, estimate, outcomes);
  } else {
    alone.swap(beside);
  }
  in_turn(alone, making, estimate, outcomes);
  if (outcomes.not_begun > 0)
    print_notice("time is up: {} of {} runs were not begun; the same command goes on\n", outcomes.not_begun,
                 jobs.size());
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
