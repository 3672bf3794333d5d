// context: what a run is given besides its own values: how to compute, seeds, places, progress, checkpoints.
#pragma once
#include <memory>
#include <string>

#include "core/options.hpp"
#include "core/progress.hpp"
#include "core/run.hpp"
#include "core/seed.hpp"
#include "train/checkpoints.hpp"
#include "train/numerics.hpp"
#include "train/parallel/together.hpp"

namespace mixup::train {

struct Context {
  Numerics numerics;
  Seeds seeds;
  DataPlace place;           // where the data lies
  int decoders = 1;          // threads that make examples which do not lie in memory
  std::string weights;       // file that the run's net starts from; empty: none
  std::string keep_weights;  // folder in which trained nets are kept and looked for; empty: neither
  Json conditions;           // what the bits of a net depend on, see environment()
  Progress& progress;
  std::shared_ptr<Json> ways;                // how a loop of training uses its GPU, said by the loop (Learner)
  std::shared_ptr<Checkpoints> checkpoints;  // of the run, whose nets are its parts
  Together together;                         // the ranks that make it

  /// The same for a run of another seed: experiments with several nets.
  Context of_seed(int64_t seed) const;

  /// {"libtorch", "onednn", "blas", "cpu", "capability", "device", "precision", "kernels", "memory_format", "memory",
  /// "threads", "ranks"}, "backend" and "hosts" of several ranks, what `ways` holds, and "resumed"
  /// (train/checkpoints.hpp) when the run went on from a checkpoint.
  Json environment() const;
};

/// Sets the process up for the run's net (train/process.hpp) and chooses its numerics. `progress` must outlive it.
/// Errors: Exit::usage.
Context make_context(Options const& options, Run const& run, Progress& progress,
                     Together const& together = train::together());

}  // namespace mixup::train
