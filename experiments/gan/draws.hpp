// draws: everything random about one iteration, a pure function of the run's seed and the iteration.
#pragma once
#include <ATen/core/Tensor.h>

#include <vector>

#include "data/dataset.hpp"
#include "experiments/gan/spec.hpp"
#include "train/context.hpp"

namespace mixup::gan {

/// One step of one player. n is the batch; under the authors' law, which mixes two batches, twice the batch.
struct Draw {
  at::Tensor real;    // float [n, 2]
  at::Tensor latent;  // float [n, latent]
  at::Tensor lambda;  // float [n, 1]
  at::Tensor order;   // int64 [n]: with whom each point of the first batch is mixed; authors' law only
};

/// The discriminator's steps, then the generator's; on the context's device. By the printed law ERM and mixup
/// of one seed see the same points; the authors' law takes two batches for one, and so others.
std::vector<Draw> draw(train::Context const& context, Run const& run, Spec const& spec, int64_t iteration);

/// [count, latent] standard normal.
at::Tensor draw_latent(int64_t count, int64_t latent, uint64_t seed);

}  // namespace mixup::gan
