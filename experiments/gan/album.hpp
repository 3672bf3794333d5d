// album: what a run keeps of its snapshots: the panels of Fig. 5 and the figures beside them.
#pragma once
#include "experiments/gan/coverage.hpp"
#include "experiments/gan/players.hpp"
#include "results/record.hpp"

namespace mixup::gan {

class Album {
 public:
  /// The latents of panels and figures, drawn once: a run looks at the same z again and again.
  Album(train::Context const& context, Run const& run, Spec const& spec, Splits const& data);

  /// True when a snapshot is due after this iteration (from 1).
  bool due(int64_t iteration) const;

  /// False, and nothing is kept, if the generator's points are not finite.
  bool add(int64_t iteration, Players const& players, Losses const& losses, double seconds);

  /// The snapshots so far, for a checkpoint, and from one.
  Json kept() const { return {{"curve", curve_}, {"figure", figure_}}; }
  void go_on(Json const& kept);

  /// Into curve, figure and metrics (the last snapshot's).
  void write(Outcome& outcome) const;

 private:
  Spec const& spec_;
  at::Tensor panel_latent_, judge_latent_;
  Modes modes_;
  Frame frame_;
  Json curve_ = Json::object(), figure_ = Json::object();
};

}  // namespace mixup::gan
