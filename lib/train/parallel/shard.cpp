#include "train/parallel/shard.hpp"

#include "core/error.hpp"

namespace mixup::train {

void require_equal_shares(Group const& group, Budget const& budget) {
  Pieces const pieces(budget);
  if (group.size() == 1) return;
  if (budget.batch % pieces.size != 0 || pieces.count % group.size() != 0)
    throw error(
        Exit::usage,
        "{} ranks share a batch of {} that passes the net in pieces of {}: allowed is a budget.micro_batch that "
        "divides {} / {}",
        group.size(), budget.batch, pieces.size, budget.batch, group.size());
}

}  // namespace mixup::train
