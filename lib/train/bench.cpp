#include "train/bench.hpp"

#include <algorithm>
#include <ctime>

#include "core/error.hpp"
#include "train/epoch.hpp"
#include "train/fit.hpp"

namespace mixup::train {

Json bench(Context const& context, Run const& run, int64_t steps) {
  constexpr int64_t kWarmUp = 4;  // at the fourth a GPU records its graph (stepper.cpp)
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  int64_t const most = data.train.y.numel() / run.budget.batch;
  if (steps < 1 || steps > most)
    throw error(Exit::usage, "--steps: got {}, an epoch has 1 ... {} full batches", steps, most);
  auto const net = make_net(context, run, data);
  Learner learner(context, run, net, data.train);
  EpochSums warm_up, timed;
  train_epoch(learner, 0, warm_up, std::min(kWarmUp, most));
  auto const start = std::clock();
  train_epoch(learner, 1, timed, steps);
  double const busy = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return {{"images_per_second", timed.images_per_second()},
          {"seconds", timed.seconds},
          {"cpu_seconds", busy},
          {"images", timed.images},
          {"environment", context.environment()}};
}

}  // namespace mixup::train
