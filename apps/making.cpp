#include "apps/making.hpp"

#include <fmt/chrono.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <optional>

#include "apps/signals.hpp"
#include "apps/training_part.hpp"
#include "apps/watched.hpp"
#include "core/error.hpp"
#include "core/run_name.hpp"
#include "results/run_lock.hpp"

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

Record perform(Run const& run, RunFlags const& flags, std::string const& checkpoints, std::string const& command,
               Progress& progress) {
  Record record{run, {}, command, now(), "", 0};
  auto const start = std::chrono::steady_clock::now();
  progress.doing("loading LibTorch");
  auto const& part = training_part();
  Options options = flags.options;
  options.checkpoints = checkpoints;
  options.build = program_build();
  options.signal = &StopSignals::received();
  try {
    part.run(run, options, progress, record.outcome);
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

/// The checkpoints of a run that did not end well stay.
void remove_if_done(Record const& record, std::string const& checkpoints) {
  std::error_code kept;  // the record is written: what cannot be removed now is removed by a later run
  if (record.outcome.status == Status::done) std::filesystem::remove_all(checkpoints, kept);
}

/// The run's record, where it is done; `again`: one that cannot be read is to be replaced.
std::optional<Record> finished(Run const& run, Store const& store, bool again) try {
  std::optional<Record> found;
  store.state(run, nullptr, &found);
  return found;
} catch (Error const& e) {
  if (!again || e.code != Exit::data) throw;
  return std::nullopt;
}

/// `path` is there, and was last written before `other`.
bool is_older(std::string const& path, std::string const& other) {
  std::error_code absent;
  auto const its = std::filesystem::last_write_time(path, absent);
  return !absent && its < std::filesystem::last_write_time(other);
}

}  // namespace

std::string program_build() {
  return fmt::format("{} {}{} {}", MIXUP_VERSION, kGitRevision, kGitDirty ? " with changes" : "", MIXUP_COMPILER);
}

Made make_run(Run const& run, std::string const& seen, Store const& store, RunFlags const& flags,
              std::string const& command, Progress& progress) {
  auto const unfinished = store.unfinished(run);
  RunLock const lock(unfinished + ".lock");
  if (!lock.held()) return {{}, fmt::format("{}: is being made by {}", run_name(run), lock.holder())};
  if (auto const found = finished(run, store, flags.again)) {
    if (found->ended != seen) {  // made meanwhile by another process
      remove_if_done(*found, unfinished);
      return {};
    }
    if (is_older(unfinished, store.path(run))) std::filesystem::remove_all(unfinished);  // it would diverge again
  }
  Watched watched(progress, flags.tensorboard.empty() ? "" : flags.tensorboard + "/" + run_name(run));
  auto record = perform(run, flags, unfinished, command, watched);
  store.write(record);
  remove_if_done(record, unfinished);
  return {std::move(record), ""};
}

void remove_leftover(Run const& run, Store const& store) {
  auto const unfinished = store.unfinished(run);
  std::error_code unused;
  if (!std::filesystem::exists(unfinished, unused)) return;  // nearly always, and then no lock is needed
  RunLock const lock(unfinished + ".lock");
  if (lock.held()) remove_if_done(store.load(run), unfinished);
}

}  // namespace mixup
