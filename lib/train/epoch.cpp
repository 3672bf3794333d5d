#include "train/epoch.hpp"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/scalar_tensor.h>

#include <chrono>

#include "data/resident.hpp"
#include "mix/step.hpp"
#include "train/epoch_plan.hpp"
#include "train/parallel/shard.hpp"
#include "train/schedule.hpp"

namespace mixup::train {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// All that is random in a step, and its learning rate.
StepDraws draw(Learner const& learner, Method const& method, Step const& step, int64_t epoch, Loader& loader) {
  auto const rate = learning_rate(learner.run.optimizer, epoch, step.number, learner.steps());
  StepDraws out{
      at::scalar_tensor(step.number, at::kDouble), at::scalar_tensor(rate, at::kDouble), {}, step.pieces_of_all};
  for (auto const& piece : step.pieces) {  // one, unless micro-batches are asked for
    auto const seed = [&](char const* stream) { return learner.context.seeds(stream, epoch, piece.draw); };
    auto const input = input_sizes(learner.data, piece.want);
    PieceDraws drawn;
    if (learner.data.resident)
      drawn.choice = choose(learner.data, piece.want.indices, piece.want.augment, piece.want.seed);
    else
      drawn.batch = loader.next();
    drawn.noise = mix::draw_noise(input, learner.noise_sigma, seed("noise"));
    drawn.blend = mix::draw_blend(method, piece.partners.rows, input, seed("lambda"), seed("box"));
    drawn.share = piece.share;
    drawn.dropout = seed("dropout");
    out.pieces.push_back(std::move(drawn));
  }
  return out;
}

/// The step itself, where the net is. Nothing in it waits for the device.
void learn(Learner& learner, StepDraws const& drawn) {
  auto const& method = learner.run.method;
  mix::Forward const net = [&](at::Tensor const& x, int64_t at, Hook const& hook) {
    return learner.passes.forward(x, at, hook);
  };
  learner.optimizer.zero_grad();
  auto const each = Pieces(learner.run.budget).count / learner.context.together.group->size();
  learner.exchange.start(learner.tally.sums(), drawn.pieces_of_all, each);
  for (auto const& piece : drawn.pieces) {
    auto const [images, y] = learner.data.resident ? learner.data.resident->batch(piece.choice) : piece.batch;
    auto const x = mix::add_noise(images, piece.noise);
    if (learner.drops) at::manual_seed(piece.dropout);  // dropout alone draws from the device's own generator
    auto const mixed = mix::step(net, x, y, learner.meaning, method, piece.blend);
    if (&piece == &drawn.pieces.back()) learner.exchange.expect();
    learner.passes.backward(mixed, piece.share);
    learner.tally.add(mixed.loss, mixed.error, piece.blend.rows.size(0));
  }
  learner.exchange.finish();
  auto const sound = learner.tally.close(drawn.number, learner.optimizer.finite_gradients());
  learner.optimizer.step(drawn.rate, sound);
}

}  // namespace

std::string train_epoch(Learner& learner, int64_t epoch, EpochSums& sums, int64_t end,
                        std::function<void()> const& after_step) {
  auto const method = method_at(learner.run.method, epoch);  // alpha = 0 while it warms up
  auto const order = draw_order(learner, epoch);
  auto const steps = plan_steps(learner, method, order, epoch, sums.steps, end);  // batches of the order, and partners
  Loader loader(learner.data, learner.context.decoders, wants(steps));
  learner.tally.start(sums);
  auto start = Clock::now();
  for (auto const& step : steps) {
    auto const drawn = draw(learner, method, step, epoch, loader);
    learner.stepper(drawn, [&learner](StepDraws const& there) { learn(learner, there); });
    ++sums.steps;
    sums.images += step.examples;
    if (!learner.tally.due() && sums.steps < end) continue;  // on a GPU, steps are asked for and not waited for
    if (auto fault = learner.tally.read(sums); !fault.empty()) return fault;
    sums.seconds += seconds_since(start);
    if (after_step) after_step();
    start = Clock::now();
  }
  return "";
}

}  // namespace mixup::train
