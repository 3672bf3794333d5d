// exchange: what the ranks of a run tell each other in a step, so that after it all have the same net and figures.
#pragma once
#include "train/parallel/buckets.hpp"

namespace mixup::train {

/// Puts what rank 0 has in place of the tensors, whatever their strides.
void spread(Group& group, NamedTensors const& tensors);

/// Gradients are summed, each rank's weighted by its share of the batch (PieceDraws::share). A batch norm takes mean
/// and variance of its rank's piece alone; its running statistics become, after every step, those of one rank that took
/// all pieces one after the other. So a run is the same but for the last bits however many ranks make it, a net is
/// judged by what every rank has seen, and a checkpoint of rank 0 is that of all ranks.
class Exchange {
 public:
  /// Group and net outlive this; the net is in train mode while it learns.
  Exchange(Group& group, NamedTensors const& parameters, NamedTensors const& state);

  /// Before a step, whose figures are added to `sums` (double [n], equal on all ranks by now). `pieces`: of the step,
  /// of all ranks, of which each has up to `each`.
  void start(at::Tensor const& sums, int64_t pieces, int64_t each);
  /// After the forward passes of the step, before its last backward.
  void expect();
  /// After that backward, or where the rank has no example of the step: gradients, statistics and sums are those of all
  /// ranks. Errors: those of Group.
  void finish();

  Buckets const& buckets() const { return buckets_; }

 private:
  void begin();
  void gather_into(at::Tensor const& flat) const;

  Group& group_;
  Buckets buckets_;
  std::vector<at::Tensor> statistics_, counters_;  // running ones, and the batches that they come from
  at::Tensor flat_, old_;  // all of them, now and before the step; undefined: there are none, or one rank
  int64_t of_others_ = 0;  // pieces of the step
  double own_ = 1, later_ = 1, all_ = 1;  // what is left of a statistic after this rank's pieces, later ranks', all
  at::Tensor sums_, before_;              // of the figures
  std::unique_ptr<Pending> pending_;
  bool begun_ = false;
};

}  // namespace mixup::train
