#include "train/bench.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "train/fit.hpp"
#include "train/trainer.hpp"

namespace mixup::train {

Json bench(Session const& session, Run const& run, int64_t steps) {
  auto const data = load(run.data, session.place(), static_cast<uint64_t>(run.seed));
  int64_t const most = data.train.y.numel() / run.budget.batch;
  if (steps < 1 || steps > most)
    throw error(Exit::usage, "--steps: got {}, an epoch has 1 ... {} full batches", steps, most);
  auto const net = make_net(session, run, data);
  Trainer trainer(session, run, net, data);
  EpochSums warm_up, timed;
  trainer.advance(0, warm_up, std::min<int64_t>(3, most));
  trainer.advance(1, timed, steps);
  return {{"images_per_second", static_cast<double>(timed.images) / timed.seconds},
          {"seconds", timed.seconds},
          {"images", timed.images},
          {"environment", session.environment()}};
}

}  // namespace mixup::train
