#include "apps/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "apps/estimate.hpp"
#include "apps/progress_line.hpp"
#include "apps/streams.hpp"
#include "catalog/places.hpp"
#include "core/error.hpp"
#include "core/run_name.hpp"

namespace mixup {

Job look_up(Planned const& planned, Store const& store, bool again) {
  std::vector<std::string> differs;
  std::optional<Record> found;
  State state = State::missing;
  try {
    state = store.state(planned.run, &differs, &found);
  } catch (Error const& e) {
    if (e.code != Exit::data) throw;
    if (!again) throw error(Exit::data, "{}; --again replaces it", e.what());
    return {&planned, State::missing, "to run again"};
  }
  if (state == State::stale && !again)
    return {&planned, state,
            fmt::format("stale: {} was made by another run (it differs in {}); --again replaces it",
                        store.path(planned.run), fmt::join(differs, ", "))};
  if (state == State::done && again) return {&planned, State::missing, "to run again", found};
  if (state == State::done) return {&planned, state, name_of(found->outcome.status), found};
  return {&planned, State::missing, state == State::missing ? "to run" : "to run again"};
}

void require_data(std::vector<Job> const& jobs, DataPlace const& place) {
  for (auto const& job : jobs) {
    auto const& data = job.planned->run.data;
    if (job.state != State::missing || data.source != Source::real) continue;
    auto const& entry = find_data(data.name);
    data_files(entry, data_folder(entry, place.root, place.folder));
    for (auto const& name : job.planned->table->also_reads)
      data_files(find_data(name), data_folder(find_data(name), place.root, ""));
  }
}

namespace {

/// What jobs that are to be run will take.
struct Cost {
  double seconds = 0;             // of those whose cost is known
  size_t known = 0, unknown = 0;  // jobs
  size_t jobs() const { return known + unknown; }
};

Cost cost_of(std::vector<Job> const& jobs, Estimate const& estimate) {
  Cost out;
  for (auto const& job : jobs) {
    if (job.state != State::missing) continue;
    auto const seconds = estimate.seconds(job.planned->run);
    out.seconds += seconds.value_or(0);
    ++(seconds ? out.known : out.unknown);
  }
  return out;
}

std::string runs(size_t count) { return fmt::format("{} run{}", count, count == 1 ? "" : "s"); }

void show_jobs(std::vector<Job> const& jobs, Estimate const& estimate) {
  for (auto const& job : jobs) {
    auto const seconds = job.state == State::missing ? estimate.seconds(job.planned->run) : std::optional<double>(0);
    auto const cost = job.state != State::missing ? "" : seconds ? "about " + clock_time(*seconds) : "cost unknown";
    print_result("{:<60} {:<14} {}\n", run_name(job.planned->run), job.note, cost);
  }
}

}  // namespace

void show_plan(std::vector<Job> const& jobs, RunFlags const& flags, Estimate const& estimate) {
  if (flags.dry_run) show_jobs(jobs, estimate);
  for (auto const& job : jobs)
    if (is_new_point(job.planned->run) && !flags.dry_run) print_notice("new point: {}\n", run_name(job.planned->run));
  auto const cost = cost_of(jobs, estimate);
  auto line = fmt::format("{}, {} to do", runs(jobs.size()), cost.jobs());
  if (cost.known)
    line += fmt::format(", about {} one after the other by the records in {}", clock_time(cost.seconds), flags.out);
  if (cost.unknown) line += fmt::format(", {} of unknown cost (no record of such a net yet)", cost.unknown);
  print_notice("{}\n", line);
  if (cost.unknown && flags.dry_run)
    print_notice("to measure it: the same command with --epochs 1 --out FOLDER, then with --dry-run --out FOLDER\n");
}

void show_ways_on(std::vector<Job> const& jobs) {
  if (std::none_of(jobs.begin(), jobs.end(), [](Job const& job) { return job.state == State::done; })) return;
  print_notice("to run again: --again; another seed: --seed {}; records of your own: --out FOLDER\n",
               jobs.back().planned->run.seed + 1);
}

void show_what_is_left(std::vector<Job> const& jobs, Estimate const& estimate) {
  constexpr double kWorthALine = 60;  // seconds
  auto const cost = cost_of(jobs, estimate);
  if (cost.seconds < kWorthALine) return;
  auto const rest = cost.unknown ? fmt::format(", and {} of unknown cost", runs(cost.unknown)) : "";
  print_notice("about {} left for {} by what was measured so far{}\n", clock_time(cost.seconds), runs(cost.known),
               rest);
}

}  // namespace mixup
