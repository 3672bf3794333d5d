// shard: which part of a batch, and which batches of a judging, are this rank's.
#pragma once
#include "core/run.hpp"
#include "train/parallel/group.hpp"

namespace mixup::train {

/// Examples that pass the net at once (Budget::micro_batch), and how many such pieces a whole batch has.
struct Pieces {
  explicit Pieces(Budget const& budget)
      : size(budget.micro_batch > 0 ? budget.micro_batch : budget.batch), count((budget.batch + size - 1) / size) {}
  int64_t size, count;
};

/// Each rank has as many neighbouring pieces of every batch; of the last, shorter batch the first ranks have theirs and
/// the last ones fewer or none. A run's pieces are the same however many ranks share them.
inline bool is_ours(Group const& group, int64_t piece, Pieces const& pieces) {
  return piece / (pieces.count / group.size()) == group.rank();
}

/// Errors: Exit::usage when a batch has no equal parts for all ranks.
void require_equal_shares(Group const& group, Budget const& budget);

}  // namespace mixup::train
