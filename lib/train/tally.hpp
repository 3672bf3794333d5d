// tally: the sums of an epoch, kept where the net is and read when somebody looks.
#pragma once
#include <ATen/core/Tensor.h>

#include <chrono>
#include <string>

#include "train/epoch_sums.hpp"

namespace mixup::train {

class Tally {
 public:
  /// To be read after `every` steps, or earlier if they take long; 0: at the pace of the device: after each step on the
  /// CPU, where nothing has to be waited for. `by_steps`: however long they take, so that all ranks read at once.
  explicit Tally(at::Device device, int64_t every = 0, bool by_steps = false);

  /// Goes on from the sums.
  void start(EpochSums const& sums);

  // While a step is carried out; none of them waits for the device:
  /// Mean loss and error (scalars) of that many images.
  void add(at::Tensor const& loss, at::Tensor const& error, int64_t images);
  /// Ends the step `number` (double []), whose gradients are finite or not (bool []). False (bool []) from the first
  /// step on of which a loss or gradient was not.
  at::Tensor close(at::Tensor const& number, at::Tensor const& finite_gradients);

  /// double [2] of loss and error, where they are kept.
  at::Tensor const& sums() const { return sums_; }

  // Between steps:
  /// True if it is time to read.
  bool due();
  /// Waits for all steps and writes loss and error. Returns "", or what was not finite first ("the loss", "the
  /// gradient"): then sums.steps becomes the steps before that one.
  std::string read(EpochSums& sums);

 private:
  /// Read after every step: the sums are kept as numbers. Else as tensors, which is how a GPU keeps them.
  bool plain() const { return every_ == 1 && values_.is_cpu(); }

  at::Tensor values_;  // double [4]: sums, first bad steps
  at::Tensor sums_,
      faults_;  // views of it: of loss and error; first step, if any, whose loss or gradient was not finite
  int64_t every_, since_ = 0;
  bool by_steps_;
  std::chrono::steady_clock::time_point read_;
};

}  // namespace mixup::train
