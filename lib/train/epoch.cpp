#include "train/epoch.hpp"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>

#include <chrono>
#include <cmath>

#include "mix/step.hpp"
#include "train/epoch_plan.hpp"
#include "train/schedule.hpp"

namespace mixup::train {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void add(EpochSums& sums, double loss, double error, int64_t images) {
  sums.loss += loss * static_cast<double>(images);
  sums.error += error * static_cast<double>(images);
  sums.images += images;
}

}  // namespace

std::string train_epoch(Learner& learner, int64_t epoch, EpochSums& sums, int64_t end,
                        std::function<void()> const& after_step) {
  auto const& run = learner.run;
  auto const& data = learner.data;
  auto const device = learner.context.numerics.device;
  auto& optimizer = learner.optimizer;
  mix::Forward const net = [&](at::Tensor const& x, int64_t at, Hook const& hook) {
    return learner.passes.forward(x, at, hook);
  };
  auto const method = method_at(run.method, epoch);  // alpha = 0 while it warms up
  auto const order = draw_order(learner, epoch);
  auto const steps = plan_steps(learner, method, order, epoch, sums.steps, end);  // batches of the order, and partners
  Loader loader(data, learner.context.decoders, wants(steps));
  for (auto const& step : steps) {
    auto const start = Clock::now();
    optimizer.set_rate(learning_rate(run.optimizer, epoch, step.number, learner.steps()));
    optimizer.zero_grad();
    for (auto const& piece : step.pieces) {  // one, unless micro-batches are asked for
      auto const seed = [&](char const* stream) { return learner.context.seeds(stream, epoch, piece.draw); };
      auto const batch = loader.next();
      auto const x = mix::add_noise(batch.x.to(device), learner.noise_sigma, seed("noise"));
      auto const y = batch.y.to(device);
      auto const lambda = mix::draw_blend(method, piece.partners.rows, x.sizes(), seed("lambda"), seed("box"));
      if (method.dropout > 0 || learner.net_drops) at::manual_seed(seed("dropout"));  // by the device's own generator
      auto const mixed = mix::step(net, x, y, data.classes, method, lambda.to(device));
      auto const loss = mixed.loss.item<double>();
      if (!std::isfinite(loss)) return "the loss";
      learner.passes.backward(mixed, piece.share);
      add(sums, loss, mixed.error, piece.partners.rows.size(0));
    }
    if (!optimizer.finite_gradients()) return "the gradient";
    optimizer.step();
    sums.seconds += seconds_since(start);
    ++sums.steps;
    if (after_step) after_step();
  }
  return "";
}

}  // namespace mixup::train
