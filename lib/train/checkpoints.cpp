// checkpoints: when one is written and read, and what is said of it.
#include "train/checkpoints.hpp"

#include <ATen/ops/zeros.h>
#include <signal.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "digest/digest.hpp"
#include "formats/file.hpp"
#include "formats/safetensors.hpp"
#include "results/writer.hpp"
#include "train/checkpoint_files.hpp"

namespace mixup::train {
namespace {

constexpr double kEndOfEpoch = 10;  // seconds: a run of many short epochs does not wait for the disk after each

/// The keys in which two environments differ, "threads: 2, now 1".
std::vector<std::string> changes(Json const& then, Json const& now) {
  std::vector<std::string> out;
  for (auto const& [key, value] : now.items())
    if (!then.contains(key) || then[key] != value)
      out.push_back(
          fmt::format("{}: {}, now {}", key, then.contains(key) ? then[key].dump() : "unknown", value.dump()));
  return out;
}

}  // namespace

Checkpoints::Checkpoints(Options const& options, Run const& run, Json environment, Progress& progress,
                         std::shared_ptr<Group> group)
    : folder_(options.checkpoints),
      every_(options.checkpoint_every),
      run_(to_json(run)),
      environment_(std::move(environment)),
      progress_(progress),
      group_(std::move(group)),
      signal_(options.signal),
      start_(std::chrono::steady_clock::now()),
      saved_(start_) {
  environment_["build"] = options.build;
}

double Checkpoints::since_save() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - saved_).count();
}

double Checkpoints::spent() const {
  return spent_before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Checkpoints::after_step(std::string const& part, std::function<Snapshot()> const& snapshot) {
  int const signal = asked_of_all();  // once: a signal that comes later is seen after the next step
  if (on() && (signal != 0 || since_save() >= every_)) save(part, snapshot());
  if (signal == 0) return;
  group_->spread(std::string());  // the others leave when rank 0 has all their sums, and its checkpoint on the disk
  throw stopped(signal);
}

/// The signal of the first rank that has one.
int Checkpoints::asked_of_all() const {
  if (group_->size() == 1) return asked_by();
  auto const asked = at::zeros({group_->size()}, at::kInt);
  asked[group_->rank()] = asked_by();
  group_->add_up(asked);
  auto const* const signals = asked.data_ptr<int>();
  auto const* const end = signals + group_->size();
  auto const* const found = std::find_if(signals, end, [](int signal) { return signal != 0; });
  return found == end ? 0 : *found;
}

void Checkpoints::after_epoch(std::string const& part, std::function<Snapshot()> const& snapshot) {
  if (on() && since_save() >= std::min(every_, kEndOfEpoch)) save(part, snapshot());
}

void Checkpoints::stop_if_asked() const {
  if (int const signal = asked_by()) throw stopped(signal);
}

Error Checkpoints::stopped(int signal) const {
  auto const code = signal == SIGINT ? Exit::interrupted : signal == SIGTERM ? Exit::terminated : Exit::again;
  auto const* const name = signal == SIGINT ? "SIGINT" : signal == SIGTERM ? "SIGTERM" : "SIGUSR1";
  return error(code, "stopped by {}, {}; the same command goes on", name,
               last_.empty() ? "nothing of it is kept" : "kept up to " + last_);
}

void Checkpoints::save(std::string const& part, Snapshot const& snapshot) {
  auto const bytes =
      to_bytes(snapshot, {{"run", run_}, {"environment", environment_}, {"resumed", resumed_}, {"seconds", spent()}});
  auto const files = checkpoint_files(folder_, part);
  auto const path = checkpoint_path(folder_, part, files.empty() ? 1 : files.front().number + 1, hex_of<Sha256>(bytes));
  write_whole(path, bytes);
  for (size_t i = 1; i < files.size(); ++i) std::filesystem::remove(files[i].path);
  saved_ = std::chrono::steady_clock::now();
  last_ = fmt::format("{} ({})", snapshot.where, folder_);
}

std::optional<Snapshot> Checkpoints::load(std::string const& part) {
  std::optional<Snapshot> out;
  std::string kept;  // for the other ranks
  for (auto const& file : on() ? checkpoint_files(folder_, part) : std::vector<CheckpointFile>()) {
    auto bytes = whole(file.path, file.sha256);
    if (bytes.empty()) continue;
    if (group_->size() > 1) kept = bytes;
    if ((out = read(std::move(bytes), file.path))) break;
    kept.clear();
  }
  kept = group_->spread(kept);
  if (!group_->first() && !kept.empty()) out = read(std::move(kept), part);
  if (!out) return {};
  last_ = fmt::format("{} ({})", out->where, folder_);
  progress_.note("goes on from " + last_);
  return out;
}

/// The bytes of the file; empty, and said, if they are not what its name says.
std::string Checkpoints::whole(std::string const& path, std::string const& sha256) {
  auto bytes = read_bytes(path);
  if (auto const got = hex_of<Sha256>(bytes); got != sha256) {
    progress_.note(fmt::format("{}: is damaged (SHA-256 {}, expected {}), the checkpoint before it is used", path,
                               got.substr(0, 16), sha256.substr(0, 16)));
    std::error_code ignored;
    std::filesystem::rename(path, path + ".damaged", ignored);
    return {};
  }
  return bytes;
}

/// Hashed before anything in it is believed.
std::optional<Snapshot> Checkpoints::read(std::string bytes, std::string const& path) {
  auto const file = parse_safetensors(std::move(bytes), path);
  auto const meta = snapshot_meta(file);
  if (meta.is_null()) {
    progress_.note(path + ": is of another version of this program and not used");
    return {};
  }
  if (auto const fields = differing(run_, meta.at("run")); !fields.empty()) {
    progress_.note(fmt::format("{}: is of another run (it differs in {}) and not used", path, fmt::join(fields, ", ")));
    return {};
  }
  auto out = to_snapshot(file, meta);
  if (double const seconds = meta.at("seconds"); seconds > spent_before_ || resumed_.empty()) {
    resumed_ = meta.at("resumed");  // of several parts the latest knows what came before
    spent_before_ = seconds;
    remember(meta.at("environment"), seconds, out.where);
  }
  return out;
}

void Checkpoints::remember(Json const& environment, double seconds, std::string const& where) {
  auto const differs = changes(environment, environment_);
  resumed_.push_back({{"where", where}, {"seconds", std::round(seconds)}, {"differs", differs}});
  if (!differs.empty())
    progress_.note(
        fmt::format("the checkpoint was made under other conditions ({}): figures may differ in their last "
                    "digits from those of a run that was not interrupted",
                    fmt::join(differs, "; ")));
}

}  // namespace mixup::train
