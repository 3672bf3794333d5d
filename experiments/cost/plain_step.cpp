#include "experiments/cost/plain_step.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/scalar_tensor.h>

#include "data/batch.hpp"
#include "train/epoch_plan.hpp"
#include "train/schedule.hpp"

namespace mixup::cost {

std::string plain_step(train::Learner& learner, train::EpochSums& sums) {
  auto const& run = learner.run;
  int64_t const number = sums.steps, size = run.budget.batch;
  auto const indices = train::draw_order(learner, 0).narrow(0, number * size, size);
  auto const [x, y] = make_batch(learner.data, indices, run.data.augment, learner.context.seeds("augment", 0, number));
  learner.tally.start(sums);
  learner.optimizer.zero_grad();
  auto const logits = learner.passes.forward(x);
  auto const loss = at::cross_entropy_loss(logits.to(at::kFloat), y);
  loss.backward();
  learner.passes.go_on_to_parameters(logits);
  learner.tally.add(loss, logits.detach().argmax(1).ne(y).to(at::kFloat).mean(), size);
  auto const sound = learner.tally.close(at::scalar_tensor(number, at::kDouble), learner.optimizer.finite_gradients());
  auto const rate = train::learning_rate(run.optimizer, 0, number, learner.steps());
  learner.optimizer.step(at::scalar_tensor(rate, at::kDouble), sound);
  ++sums.steps;
  sums.images += size;
  return learner.tally.read(sums);
}

}  // namespace mixup::cost
