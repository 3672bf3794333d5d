#include "apps/jobs.hpp"

#include <fmt/format.h>

#include <optional>

#include "apps/estimate.hpp"
#include "apps/terminal.hpp"
#include "catalog/places.hpp"

namespace mixup {

std::string title(Run const& run) { return fmt::format("{}/{}/{}-s{}", run.experiment, run.scale, run.row, run.seed); }

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

void require_data(std::vector<Job> const& jobs, DataPlace const& place) {
  for (auto const& job : jobs) {
    auto const& data = job.planned->run.data;
    if (job.state != State::missing || data.source != Source::real) continue;
    auto const& entry = find_data(data.name);
    data_files(entry, data_folder(entry, place.root, place.folder));
  }
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

}  // namespace mixup
