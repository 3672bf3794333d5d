#include "apps/suite.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "apps/estimate.hpp"
#include "apps/signals.hpp"
#include "apps/terminal.hpp"
#include "apps/training_part.hpp"
#include "core/error.hpp"
#include "formats/catalog.hpp"
#include "results/run_lock.hpp"
#include "results/store.hpp"

namespace mixup {
extern char const* const kGitRevision;
extern bool const kGitDirty;
namespace {

struct Job {
  Planned const* planned;
  State state;
  std::string note;
};

std::string now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

std::string title(Run const& run) { return fmt::format("{}/{}/{}-s{}", run.experiment, run.scale, run.row, run.seed); }

Outcome failed(std::string const& reason) {
  Outcome out;
  out.status = "failed";
  out.reason = reason;
  return out;
}

/// Every data set that the jobs will read is there, before hours are spent on the first. Exit::download if not.
void require_data(std::vector<Job> const& jobs, DataPlace const& place) {
  for (auto const& job : jobs) {
    auto const& data = job.planned->run.data;
    if (job.state != State::missing || data.source != Source::real) continue;
    auto const& entry = find_data(data.name);
    data_files(entry, data_folder(entry, place.root, place.folder));
  }
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
  Terminal terminal(title(run), flags.quiet);
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
    if (e.code != Exit::bug) throw Error(e.code, fmt::format("{}: {}", title(run), e.what()));
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

/// "cifar/small/cifar10-preact18-erm-s1: test error 33.1 %, 1:52"
void announce(Table const& table, Record const& record) {
  std::vector<std::string> figures;
  for (auto const& column : table.columns)
    if (Json::json_pointer const at(column.metric); record.outcome.metrics.contains(at))
      figures.push_back(fmt::format("{} {:.{}f} {}", column.title, record.outcome.metrics[at].get<double>(),
                                    column.digits, column.unit));
  if (record.outcome.status != "done") figures = {record.outcome.status + ": " + record.outcome.reason};
  fmt::print("{}: {}, {}\n", title(record.run), fmt::join(figures, ", "), clock_time(record.wall_seconds));
  std::fflush(stdout);
}

Job look_up(Planned const& planned, Store const& store, bool again) {
  std::vector<std::string> differs;
  auto const state = store.state(planned.run, &differs);
  if (state == State::stale && !again)
    return {&planned, state,
            fmt::format("stale: {} was made by another run (it differs in {}); --again replaces it",
                        store.path(planned.run), fmt::join(differs, ", "))};
  if (state == State::done && !again) return {&planned, state, "done"};
  return {&planned, State::missing, state == State::missing ? "to run" : "to run again"};
}

void show_plan(std::vector<Job> const& jobs, RunFlags const& flags) {
  Estimate const estimate(flags.out);
  double total = 0;
  size_t unknown = 0, waiting = 0;
  for (auto const& job : jobs) {
    auto const seconds = job.state == State::missing ? estimate.seconds(job.planned->run) : std::optional<double>(0);
    waiting += job.state == State::missing;
    unknown += !seconds;
    total += seconds.value_or(0);
    auto const cost = job.state != State::missing ? "" : seconds ? "about " + clock_time(*seconds) : "cost unknown";
    if (flags.dry_run) fmt::print("{:<60} {:<14} {}\n", title(job.planned->run), job.note, cost);
  }
  for (auto const& job : jobs)
    if (job.planned->run.row.find('+') != std::string::npos && !flags.dry_run)
      fmt::print(stderr, "new point: {}\n", title(job.planned->run));
  fmt::print(stderr, "{} run{}, {} to do", jobs.size(), jobs.size() == 1 ? "" : "s", waiting);
  if (waiting > unknown) fmt::print(stderr, ", about {} by the records in {}", clock_time(total), flags.out);
  if (unknown) fmt::print(stderr, ", {} of unknown cost (no record of such a net yet)", unknown);
  fmt::print(stderr, "\n");
}

/// What a person is told at the end.
struct Outcomes {
  std::vector<std::string> troubles, elsewhere;
};

/// Makes a run unless another process does or has done so since the plan was made. Its checkpoints go when its record
/// is on the disk, but not those of a run that failed or diverged: they show what it came to.
void make(Job const& job, Store const& store, RunFlags const& flags, std::string const& command, Outcomes& outcomes) {
  auto const& run = job.planned->run;
  auto const unfinished = store.unfinished(run);
  RunLock const lock(unfinished + ".lock");
  if (!lock.held()) {
    outcomes.elsewhere.push_back(fmt::format("{}: is being made by {}", title(run), lock.holder()));
    return;
  }
  if (!flags.again && store.state(run) == State::done) return;
  auto const record = perform(run, flags, unfinished, command);
  store.write(record);
  if (record.outcome.status == "done") std::filesystem::remove_all(unfinished);
  announce(*job.planned->table, record);
  if (record.outcome.status != "done")
    outcomes.troubles.push_back(fmt::format("{} {}: {}", title(run), record.outcome.status, record.outcome.reason));
}

}  // namespace

int run_suite(std::vector<Planned> const& runs, RunFlags const& flags, std::string const& command) {
  Store const store(flags.out);
  std::vector<Job> jobs;
  for (auto const& planned : runs) jobs.push_back(look_up(planned, store, flags.again));
  if (!flags.quiet || flags.dry_run) show_plan(jobs, flags);
  if (flags.dry_run) return static_cast<int>(Exit::ok);
  bool const some_done = std::any_of(jobs.begin(), jobs.end(), [](Job const& job) { return job.state == State::done; });
  if (!flags.options.keep_weights.empty() && some_done)
    fmt::print(stderr, "--keep-weights keeps nets that are trained now; runs that are done train again with --again\n");
  require_data(jobs, flags.options.place);
  StopSignals const signals;
  sweep(flags.out);
  Outcomes outcomes;
  for (auto const& job : jobs) {
    if (job.state == State::stale) outcomes.troubles.push_back(title(job.planned->run) + " is " + job.note);
    if (job.state == State::missing) make(job, store, flags, command, outcomes);
  }
  for (auto const& note : outcomes.elsewhere) fmt::print(stderr, "{}\n", note);
  for (auto const& trouble : outcomes.troubles) fmt::print(stderr, "mixup-bench: {}\n", trouble);
  return static_cast<int>(outcomes.troubles.empty() ? Exit::ok : Exit::failed);
}

}  // namespace mixup
