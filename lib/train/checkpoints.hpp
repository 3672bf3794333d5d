// checkpoints: the state of a run that is not finished, so that whatever ends the process costs minutes of it.
//
// Every draw is a function of (seed, stream, epoch, step): nothing random is stored, and a checkpoint can be taken
// after any step. A file is written whole or not at all and carries the SHA-256 of its bytes in its name:
//
//   <folder>/<part>.0000000007.<sha256>.safetensors     tensors: what learns; metadata: run, position, figures so far
#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "core/options.hpp"
#include "core/progress.hpp"
#include "core/run.hpp"
#include "models/net.hpp"

namespace mixup::train {

/// What has to be known to go on from a step.
struct Snapshot {
  NamedTensors tensors;         // restored with the strides that they had: sums come out in the same last bits
  Json state = Json::object();  // position, sums, curve: numbers keep all their digits
  std::string where;            // "epoch 3, step 120", for people
};

/// Adds `tensors` under "<prefix>/<name>".
void add(Snapshot& snapshot, std::string const& prefix, NamedTensors const& tensors);

/// What was added under `prefix`.
NamedTensors under(Snapshot const& snapshot, std::string const& prefix);

/// Copies values of equal names and shapes, all of them. Exit::data if they are not the same set.
void copy_into(NamedTensors const& to, NamedTensors const& from);

/// Thrown at a step when a signal asks to stop.
struct Paused {
  int signal;
};

class Checkpoints {
 public:
  /// `environment`: what bits depend on (Session::environment).
  Checkpoints(Options const& options, Run const& run, Json environment, Progress& progress);

  /// The newest whole checkpoint of `part` (a net's key, "game", ...). A damaged one is named, set aside as *.damaged,
  /// and the one before it used; one of another run is named and left alone. A different build, device, precision,
  /// number of threads or LibTorch is said and remembered. None: the part starts.
  std::optional<Snapshot> load(std::string const& part);

  /// The last two of a part are kept. Errors: Exit::io; those that were there stay.
  void save(std::string const& part, Snapshot const& snapshot);

  /// After a step: throws Paused if a signal has come.
  void pause_point() const;
  /// A checkpoint is due within an epoch (--checkpoint-every), or at the end of one: then, since it comes at a good
  /// moment, 10 seconds after the last.
  bool due() const { return on() && since_save() >= every_; }
  bool due_at_end() const;

  /// "epoch 3, step 120 (checkpoints/cifar/...)" of the newest one of this process; empty: none.
  std::string const& last() const { return last_; }

  /// One entry each time that this run was gone on with: {"where", "seconds" spent until then, "differs"}.
  Json const& resumed() const { return resumed_; }

 private:
  bool on() const { return !folder_.empty(); }
  double since_save() const;
  double spent() const;
  std::optional<Snapshot> read(std::string const& path, std::string const& sha256);
  void remember(Json const& environment, double seconds, std::string const& where);

  std::string folder_;
  double every_;
  Json run_, environment_, resumed_ = Json::array();
  Progress& progress_;
  std::atomic<int> const* signal_;
  std::chrono::steady_clock::time_point start_, saved_;
  double spent_before_ = 0;  // seconds of earlier processes
  std::string last_;
};

/// Runs `work`, which stops at steps. When a signal stops it, `snapshot()` is kept and the process asked to end: throws
/// Exit::interrupted, terminated or again, saying where the run stands.
void stoppable(Checkpoints& checkpoints, std::string const& part, std::function<Snapshot()> const& snapshot,
               std::function<void()> const& work);

/// What a stop is to the caller of this program: the exit code of its signal, and what there is to go on from.
Error stopped(Paused const& paused, Checkpoints const& checkpoints);

}  // namespace mixup::train
