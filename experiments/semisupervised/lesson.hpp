// lesson: the steps by which a student learns; all draws are functions of seed, epoch and step.
#pragma once
#include "experiments/semisupervised/student.hpp"
#include "train/tally.hpp"

namespace mixup::semisupervised {

/// What learns, from what; context, run and nets are referred to.
class Lesson {
 public:
  /// Errors: Exit::usage for more labels than training images, and for partners that need a table.
  Lesson(train::Context const& context, Run const& run, Spec const& spec, Net const& net, Net const& teacher,
         Dataset const& images);

  /// An epoch shows each image once without its label, and as many examples with one.
  int64_t steps() const;

  /// Step `step` of the epoch (both from 0): student, then teacher. Adds to the sums. Returns "", or what was not
  /// finite.
  std::string step(int64_t epoch, int64_t step, train::EpochSums& sums);

  train::Optimizer optimizer;

 private:
  at::Tensor labelled(int64_t step);  // int64 [B]: examples with labels, of the `step`-th batch of the run
  at::Tensor supervised(int64_t epoch, int64_t step, train::EpochSums& sums);
  at::Tensor consistency(int64_t epoch, int64_t step);

  train::Context const& context_;
  Run const& run_;
  Spec const& spec_;
  Net const& net_;
  Net const& teacher_;
  Dataset images_, labelled_;
  int64_t order_epoch_ = -1;
  at::Tensor order_;  // of all images in that epoch
};

}  // namespace mixup::semisupervised
