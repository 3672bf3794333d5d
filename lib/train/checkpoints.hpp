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

#include "core/error.hpp"
#include "core/options.hpp"
#include "core/progress.hpp"
#include "core/run.hpp"
#include "train/parallel/group.hpp"
#include "train/snapshot.hpp"

namespace mixup::train {

class Checkpoints {
 public:
  /// `environment`: what bits depend on (Context::conditions). Where there are several ranks, rank 0 writes and reads;
  /// the others get from it what they go on from, and a signal that reaches one of them stops all after the same step.
  Checkpoints(Options const& options, Run const& run, Json environment, Progress& progress,
              std::shared_ptr<Group> group = alone());

  /// The newest whole checkpoint of `part` (a net's key, "game", ...). A damaged one is named, set aside as *.damaged,
  /// and the one before it used; one of another run is named and left alone. A different build, device, precision,
  /// number of threads or LibTorch is said and remembered. None: the part starts.
  std::optional<Snapshot> load(std::string const& part);

  /// After a step of `part`, and after each batch of a judging that `part` waits for: keeps what `snapshot` gives when
  /// --checkpoint-every has passed, or when a signal asks to stop; then throws Exit::interrupted, terminated or again
  /// with what there is to go on from. Errors: Exit::io; the checkpoints that were there stay.
  void after_step(std::string const& part, std::function<Snapshot()> const& snapshot);

  /// At the end of an epoch, which is a good moment: keeps what `snapshot` gives if ten seconds have passed since the
  /// last checkpoint.
  void after_epoch(std::string const& part, std::function<Snapshot()> const& snapshot);

  /// Keeps `snapshot`, and the one before it. Errors: Exit::io; the checkpoints that were there stay.
  void save(std::string const& part, Snapshot const& snapshot);

  /// Within work that keeps nothing of its own (minutes of measuring): throws as after_step when a signal has come.
  void stop_if_asked() const;

  /// "epoch 3, step 120 (checkpoints/cifar/...)" of the newest one of this process; empty: none.
  std::string const& last() const { return last_; }

  /// One entry each time that this run was gone on with: {"where", "seconds" spent until then, "differs"}.
  Json const& resumed() const { return resumed_; }

 private:
  bool on() const { return !folder_.empty(); }
  int asked_by() const { return signal_ ? signal_->load() : 0; }
  int asked_of_all() const;
  Error stopped(int signal) const;
  double since_save() const;
  double spent() const;
  std::string whole(std::string const& path, std::string const& sha256);
  std::optional<Snapshot> read(std::string bytes, std::string const& path);
  void remember(Json const& environment, double seconds, std::string const& where);

  std::string folder_;
  double every_;
  Json run_, environment_, resumed_ = Json::array();
  Progress& progress_;
  std::shared_ptr<Group> group_;
  std::atomic<int> const* signal_;  // that asks to stop; nullptr: nobody does
  std::chrono::steady_clock::time_point start_, saved_;
  double spent_before_ = 0;  // seconds of earlier processes
  std::string last_;
};

}  // namespace mixup::train
