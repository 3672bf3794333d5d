// tally: the judgements of a net under attacks, one after another. PGD of 50,000 photographs takes hours: where the
// judging stands is checkpointed, as training is.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "attack.hpp"
#include "data/dataset.hpp"
#include "train/checkpoints.hpp"
#include "train/context.hpp"

namespace mixup::adversarial {

/// What the judge is shown instead of x [B, C, H, W] of classes y [B].
using Perturb = std::function<at::Tensor(at::Tensor const& x, at::Tensor const& y, uint64_t seed)>;

class Tally {
 public:
  /// Judges the first `examples` of `data`. All but the number are referred to and must outlive it.
  Tally(train::Context const& context, Dataset const& data, int64_t examples, Victim const& judge);

  /// Errors in percent, {"top1", "top5"}, of the judge; `name` tells this judgement from the others.
  Json errors_under(std::string const& name, Perturb const& perturb);
  /// Under an attack by the gradients of `source`.
  Json errors_under(std::string const& name, Victim const& source, Attack const& attack);

  /// Spent on all judgements.
  double seconds() const { return seconds_; }

 private:
  void judge_batches(Perturb const& perturb);
  train::Snapshot snapshot() const;

  train::Context const& context_;
  Dataset const& data_;
  int64_t examples_;
  Victim const& judge_;
  Json done_ = Json::object();     // name -> errors
  std::string doing_;              // the judgement that ranks_ is of
  std::vector<at::Tensor> ranks_;  // a batch each
  double seconds_ = 0;
};

}  // namespace mixup::adversarial
