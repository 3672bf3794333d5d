#include "apps/suite.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <optional>

#include "apps/announce.hpp"
#include "apps/estimate.hpp"
#include "apps/jobs.hpp"
#include "apps/signals.hpp"
#include "apps/streams.hpp"
#include "apps/training_part.hpp"
#include "apps/watched.hpp"
#include "core/error.hpp"
#include "core/run_name.hpp"
#include "results/run_lock.hpp"
#include "results/writer.hpp"

namespace mixup {
extern char const* const kGitRevision;
extern bool const kGitDirty;
namespace {

std::string now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

Outcome failed(std::string const& reason) {
  Outcome out;
  out.status = Status::failed;
  out.reason = reason;
  return out;
}

/// Seconds that earlier processes gave to a run that was gone on with.
double spent_before(Outcome const& outcome) {
  auto const& environment = outcome.environment;
  return environment.contains("resumed") ? environment["resumed"].back()["seconds"].get<double>() : 0;
}

/// One cell, whatever happens in it; a person's error (data, usage, disk) and a stop by a signal pass through, nothing
/// is recorded then.
Record perform(Run const& run, RunFlags const& flags, std::string const& checkpoints, std::string const& command) {
  Record record{run, {}, command, now(), "", 0};
  auto const start = std::chrono::steady_clock::now();
  auto const& board = flags.tensorboard;
  Watched terminal(run_name(run), flags.quiet, board.empty() ? "" : board + "/" + run_name(run));
  terminal.doing("loading LibTorch");
  auto const& part = training_part();
  Options options = flags.options;
  options.checkpoints = checkpoints;
  options.build =
      fmt::format("{} {}{} {}", MIXUP_VERSION, kGitRevision, kGitDirty ? " with changes" : "", MIXUP_COMPILER);
  options.signal = &StopSignals::received();
  try {
    part.run(run, options, terminal, record.outcome);
    pretty(record.outcome.metrics);  // a figure that JSON has no number for is a fault of this run, too
  } catch (Error const& e) {
    if (e.code != Exit::bug) throw Error(e.code, fmt::format("{}: {}", run_name(run), e.what()));
    record.outcome = failed(e.what());
  } catch (std::exception const& e) {
    record.outcome = failed(e.what());
  }
  auto& environment = record.outcome.environment;
  environment["program"] = MIXUP_VERSION;
  environment["git_revision"] = kGitRevision;
  environment["git_dirty"] = kGitDirty;
  environment["compiler"] = MIXUP_COMPILER;
  record.ended = now();
  record.wall_seconds =
      spent_before(record.outcome) + std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return record;
}

/// Runs that a person is told about at the end.
struct Outcomes {
  std::vector<std::string> troubles, elsewhere;
  size_t not_begun = 0;
};

void show(std::string const& line) {
  print_result("{}\n", line);
  flush_results();
}

/// Makes a run unless another process does or has done so since the plan was made. Its checkpoints go when its record
/// is on the disk, but not those of a run that failed or diverged: they show what it came to. Empty if it was not made.
std::optional<Record> make(Job const& job, Store const& store, RunFlags const& flags, std::string const& command,
                           Outcomes& outcomes) {
  auto const& run = job.planned->run;
  auto const unfinished = store.unfinished(run);
  RunLock const lock(unfinished + ".lock");
  if (!lock.held()) {
    outcomes.elsewhere.push_back(fmt::format("{}: is being made by {}", run_name(run), lock.holder()));
    return {};
  }
  if (!flags.again && store.state(run) == State::done) return {};
  auto record = perform(run, flags, unfinished, command);
  store.write(record);
  if (record.outcome.status == Status::done) std::filesystem::remove_all(unfinished);
  show(made_line(*job.planned->table, record));
  if (record.outcome.status != Status::done)
    outcomes.troubles.push_back(
        fmt::format("{} {}: {}", run_name(run), name_of(record.outcome.status), record.outcome.reason));
  return record;
}

/// What the records of runs that are done say, and how to run them again: before anything is missed or made.
void show_done(std::vector<Job> const& jobs, Store const& store) {
  for (auto const& job : jobs)
    if (job.state == State::done)
      show(found_line(*job.planned->table, store.load(job.planned->run), store.path(job.planned->run)));
  show_ways_on(jobs);
}

/// Every job that is to do, in turn.
void carry_out(std::vector<Job> const& jobs, Store const& store, RunFlags const& flags, Estimate& estimate,
               std::string const& command, Outcomes& outcomes) {
  auto const start = std::chrono::steady_clock::now();
  for (size_t i = 0; i < jobs.size(); ++i) {
    auto const& [planned, state, note] = jobs[i];
    if (state == State::stale) outcomes.troubles.push_back(run_name(planned->run) + " is " + note);
    if (state != State::missing) continue;
    if (flags.limit > 0 && std::chrono::steady_clock::now() - start >= std::chrono::duration<double>(flags.limit)) {
      ++outcomes.not_begun;
      continue;
    }
    bool const unknown = !estimate.seconds(planned->run);
    auto record = make(jobs[i], store, flags, command, outcomes);
    if (!record || !unknown) continue;
    estimate.add(std::move(*record));
    if (!flags.quiet) show_what_is_left({jobs.begin() + static_cast<std::ptrdiff_t>(i) + 1, jobs.end()}, estimate);
  }
}

}  // namespace

int run_suite(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command) {
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
  sweep(flags.out);
  Outcomes outcomes;
  carry_out(jobs, store, flags, estimate, command, outcomes);
  if (outcomes.not_begun > 0)
    print_notice("time is up: {} of {} runs were not begun; the same command goes on\n", outcomes.not_begun,
                 jobs.size());
  for (auto const& note : outcomes.elsewhere) print_notice("{}\n", note);
  for (auto const& trouble : outcomes.troubles) print_notice("mixup-bench: {}\n", trouble);
  return static_cast<int>(outcomes.troubles.empty() ? Exit::ok : Exit::failed);
}

}  // namespace mixup
