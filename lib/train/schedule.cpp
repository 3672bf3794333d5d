#include "train/schedule.hpp"

namespace mixup::train {

double learning_rate(OptimizerSpec const& spec, int64_t epoch, int64_t step, int64_t steps) {
  if (epoch < spec.warmup) {
    double const done = static_cast<double>(epoch * steps + step) / static_cast<double>(spec.warmup * steps);
    return spec.warmup_from + done * (spec.lr - spec.warmup_from);
  }
  double rate = spec.lr;
  for (int64_t drop : spec.rate_drops)
    if (epoch >= drop) rate *= spec.factor;
  return rate;
}

Method method_at(Method method, int64_t epoch) {
  if (epoch < method.warmup) method.alpha = method.stretch = 0;
  return method;
}

}  // namespace mixup::train
