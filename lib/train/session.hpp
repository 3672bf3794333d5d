// session: device, precision, memory format, threads and seeds of a run, decided once and named nowhere else.
#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <string>

#include "core/options.hpp"
#include "core/progress.hpp"
#include "core/run.hpp"
#include "data/dataset.hpp"

namespace mixup::train {

class Checkpoints;

class Session {
 public:
  /// Sets the threads and the allocator of the process, draws the line between fp32 and bf16 and says so if it falls
  /// back. Exit::usage for a device or precision that does not exist here.
  Session(Options const& options, Run const& run, Progress& progress);

  /// The same session for a run of another seed: experiments with several nets.
  Session of_seed(int64_t seed) const;

  at::Device device() const { return device_; }
  bool bf16() const { return bf16_; }
  bool channels_last() const { return heavy_; }
  int decoders() const { return decoders_; }  // threads that make examples which do not lie in memory
  Options const& options() const { return options_; }
  DataPlace const& place() const { return options_.place; }
  Progress& progress() const { return progress_; }
  /// Of the run, whose nets are its parts.
  Checkpoints& checkpoints() const { return *checkpoints_; }

  /// Seed of one draw; streams in core/seed.hpp.
  uint64_t seed(std::string_view stream, int64_t epoch = 0, int64_t step = 0) const;

  /// {"libtorch", "onednn", "blas", "cpu", "capability", "device", "precision", "memory_format", "memory", "threads"},
  /// and "resumed" (train/checkpoints.hpp) of a run that was gone on with.
  Json environment() const;

  /// environment() without "resumed": what a net's bits depend on.
  Json conditions() const;

 private:
  Options options_;
  Progress& progress_;
  uint64_t run_seed_;
  bool heavy_;
  at::Device device_;
  int threads_, decoders_;
  bool bf16_;
  std::shared_ptr<Checkpoints> checkpoints_;
};

}  // namespace mixup::train
