#include "apps/many_runs.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <tuple>

#include "apps/announce.hpp"
#include "apps/making.hpp"
#include "apps/streams.hpp"
#include "apps/table_line.hpp"
#include "apps/terminal.hpp"
#include "apps/workers.hpp"
#include "core/cores.hpp"
#include "core/run_name.hpp"

namespace mixup {
namespace {

/// How every run is made.
struct Making {
  Store const& store;
  RunFlags flags;
  std::string const& command;
  std::chrono::steady_clock::time_point start;

  bool time_is_up() const {
    return flags.limit > 0 && std::chrono::steady_clock::now() - start >= std::chrono::duration<double>(flags.limit);
  }
};

/// When the run of the record ended that is to be replaced; "": there is none.
std::string ended(Job const& job) { return job.record ? job.record->ended : ""; }

/// What came of a job, told to the person, and to the estimate where nothing was known of such a net.
void tell(Job const& job, Made const& made, Estimate& estimate, Outcomes& outcomes) {
  if (!made.elsewhere.empty()) outcomes.elsewhere.push_back(made.elsewhere);
  if (!made.record) return;
  auto const& [run, outcome] = std::tie(made.record->run, made.record->outcome);
  announce_made(*job.planned->table, *made.record);
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
      return make_run(run, ended(jobs[i]), making.store, making.flags, making.command, terminal);
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
                   return make_run(jobs[job].planned->run, ended(jobs[job]), making.store, making.flags, making.command,
                                   progress);
                 },
                 [&] { return making.time_is_up(); }, told},
                workers);
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

}  // namespace

Outcomes make_runs(std::vector<Job> const& all, Store const& store, RunFlags const& flags, std::string const& command,
                   Estimate& estimate) {
  Making const making{store, flags, command, std::chrono::steady_clock::now()};
  Outcomes outcomes;
  std::vector<Job> jobs, alone;
  for (auto const& job : all) {
    if (job.state == State::done && job.record->outcome.status == Status::diverged)
      outcomes.troubles.push_back(run_name(job.planned->run) + " has diverged; --again makes it anew");
    if (job.state == State::stale) outcomes.troubles.push_back(run_name(job.planned->run) + " is " + job.note);
    if (job.state == State::missing) jobs.push_back(job);
  }
  if (auto const workers = workers_for(jobs, flags); workers > 1) {
    alone = taken_out(jobs, [](Job const& job) { return job.planned->table->alone; });
    if (!jobs.empty()) at_once(jobs, making, workers, estimate, outcomes);
  } else {
    alone.swap(jobs);
  }
  in_turn(alone, making, estimate, outcomes);
  return outcomes;
}

}  // namespace mixup
