// players: the two nets and their optimisers, which with the iteration are all the state of the game.
#pragma once
#include "experiments/gan/draws.hpp"
#include "experiments/gan/game.hpp"
#include "models/net.hpp"
#include "train/checkpoints.hpp"
#include "train/optimizer.hpp"
#include "train/passes.hpp"

namespace mixup::gan {

/// Binary cross-entropy of the discriminator's answers, mean over the steps of an iteration; nats.
struct Losses {
  double discriminator = 0;  // what it descended
  double generator = 0;      // what the generator climbed
};

class Players {
 public:
  /// `context`, `run` and `spec` must outlive it.
  Players(train::Context const& context, Run const& run, Spec const& spec);

  /// The discriminator's steps against a generator that stands still, then one of the generator's.
  Losses play(int64_t iteration);

  /// [n, 2] of latent [n, latent], without gradients.
  at::Tensor generate(at::Tensor const& latent) const;

  int64_t parameter_count() const;
  /// The state of the game, but for the iteration.
  void write(train::Snapshot& snapshot) const;
  /// Exit::data if the snapshot is of another game.
  void read(train::Snapshot const& snapshot);
  /// SHA-256 of each net.
  Json digests() const;

  NamedTensors generator_parameters() const { return generator_.parameters(); }
  NamedTensors discriminator_parameters() const { return discriminator_.parameters(); }

  /// What each player is shown; `fake` [n, 2] as many as the draw's latents.
  Shown for_discriminator(Draw const& draw, at::Tensor const& fake) const;
  Shown for_generator(Draw const& draw, at::Tensor const& fake) const;

  /// One step each; the loss as it was before the step, a scalar without gradients. NaN, and no step, when a gradient
  /// is not finite.
  at::Tensor teach_discriminator(Draw const& draw, at::Tensor const& fake);
  at::Tensor teach_generator(Draw const& draw);

  /// The discriminator's loss on what it is shown.
  at::Tensor discriminate(Shown const& shown) const;

 private:
  train::Context const& context_;
  Run const& run_;
  Spec const& spec_;
  Net generator_, discriminator_;
  mutable train::Passes generator_passes_, discriminator_passes_;  // they keep what their last way back needs
  train::Optimizer generator_optimizer_, discriminator_optimizer_;
};

}  // namespace mixup::gan
