#include "train/fit.hpp"

#include <ATen/ops/arange.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "data/resident.hpp"
#include "train/epoch.hpp"
#include "train/evaluate.hpp"
#include "train/fit_state.hpp"
#include "train/last_batch.hpp"
#include "train/nets.hpp"
#include "train/schedule.hpp"

namespace mixup::train {
namespace {

constexpr int64_t kMostClassesWithoutTop5 = 10;  // the paper prints top-5 errors for ImageNet alone

/// How a net does after an epoch.
struct Scores {
  Score test, clean, validation;  // clean: unmixed training examples
};

Scores judge(Context const& context, Run const& run, Net const& net, Splits const& data,
             AfterBatch const& after_batch) {
  Scores scores;
  scores.test = evaluate(context, net, data.test, after_batch);
  auto const subset = at::arange(std::min(run.budget.clean_subset, data.train.y.numel()), at::kLong);
  scores.clean = evaluate(context, net, data.train, after_batch, subset);
  if (data.validation.y.defined()) scores.validation = evaluate(context, net, data.validation, after_batch);
  return scores;
}

void append(Curve& curve, Run const& run, Splits const& data, int64_t epoch, EpochSums const& trained,
            Scores const& scores) {
  curve.rate.push_back(learning_rate(run.optimizer, epoch));
  curve.train_loss.push_back(trained.mean_loss());
  curve.train_error.push_back(trained.mean_error());
  curve.clean_train_error.push_back(scores.clean.error);
  curve.test_error.push_back(scores.test.error);
  curve.test_loss.push_back(scores.test.loss);
  if (data.test.classes > kMostClassesWithoutTop5) curve.test_error_top5.push_back(scores.test.top5);
  if (data.validation.y.defined()) curve.validation_error.push_back(scores.validation.error);
  curve.calibration = scores.test.calibration;
  curve.seconds.push_back(trained.seconds);
  curve.images_per_second.push_back(trained.images_per_second());
}

}  // namespace

Curve fit(Context const& context, Run const& run, Net const& net, Splits const& its_data) {
  if (its_data.train.numbers.standard.defined())
    throw error(Exit::usage, "/data/target: got {}, {} judges classes, allowed 0", run.data.target, run.experiment);
  auto const data = reside(its_data, context.numerics.device);  // judging reads it there, too
  require_batch_norms(context, run, net, data.train);
  Learner learner(context, run, net, data.train);
  auto& checkpoints = *context.checkpoints;
  auto const part = net_key(run, data);
  FitState state;
  if (auto const kept = checkpoints.load(part)) state = restore(*kept, net, learner.optimizer);
  spread(*context.together.group, net.state());  // another processor may have drawn it with other last bits
  auto& [epoch, sums, curve] = state;
  auto const now = [&] { return snapshot(state, net, learner.optimizer); };
  while (epoch < run.budget.epochs) {
    auto const fault = train_epoch(learner, epoch, sums, learner.steps(), [&] {
      context.progress.step(state.epoch + 1, run.budget.epochs, state.sums.steps, learner.steps(),
                            state.sums.images_per_second());
      checkpoints.after_step(part, now);
    });
    if (!fault.empty()) {
      curve.diverged = not_finite(fault, epoch, fmt::format("step {}", sums.steps + 1), checkpoints);
      return curve;
    }
    auto const scores = judge(context, run, net, data, [&] { checkpoints.after_step(part, now); });
    if (!std::isfinite(scores.test.loss)) {
      curve.diverged = not_finite("the loss", epoch, "on the test set", checkpoints);
      return curve;
    }
    append(curve, run, data, epoch, sums, scores);
    context.progress.epoch({epoch + 1, run.budget.epochs, sums.mean_loss(), sums.mean_error(), scores.test.error,
                            sums.images_per_second()});
    sums = {};
    ++epoch;
    checkpoints.after_epoch(part, now);
  }
  keep(context, run, data, net);
  return curve;
}

}  // namespace mixup::train
