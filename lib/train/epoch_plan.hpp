// epoch_plan: which examples each step of an epoch shows, in which pieces, with which partners and seeds.
#pragma once
#include <vector>

#include "data/loader.hpp"
#include "mix/pairing.hpp"
#include "train/epoch.hpp"

namespace mixup::train {

/// What passes the net at once: a batch, or a part of one (Budget::micro_batch). BN and the method work within it.
struct Piece {
  mix::Partners partners;
  Want want;     // the batch to make: the examples of the piece, then partners that join it from elsewhere
  double share;  // of the examples of its batch
  int64_t draw;  // numbers the pieces of an epoch: the step of their seeds
};

struct Step {
  int64_t number;    // from 0, within the epoch
  int64_t examples;  // of all pieces, without partners from elsewhere
  std::vector<Piece> pieces;
  int64_t pieces_of_all = 1;  // ranks
};

/// int64 [N]: the training examples in the order of this epoch, a permutation.
at::Tensor draw_order(Learner const& learner, int64_t epoch);

/// Steps `begin` ... `end` - 1 of the epoch whose examples come in `order`, cut into batches and pieces, of which a
/// step has those of this rank (parallel/shard.hpp); each piece has its partners drawn.
std::vector<Step> plan_steps(Learner const& learner, Method const& method, at::Tensor const& order, int64_t epoch,
                             int64_t begin, int64_t end);

/// Sizes of a batch as the net sees it, [B', ...].
std::vector<int64_t> input_sizes(Dataset const& data, Want const& want);

/// What a Loader makes: the batches of all pieces, in their order.
std::vector<Want> wants(std::vector<Step> const& steps);

}  // namespace mixup::train
