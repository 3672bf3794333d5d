#include "experiments/semisupervised/lesson.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randperm.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/error.hpp"
#include "data/batch.hpp"
#include "mix/pairing.hpp"
#include "mix/step.hpp"
#include "models/catalog.hpp"
#include "train/schedule.hpp"

namespace mixup::semisupervised {
namespace {

Dataset first(Dataset data, int64_t count) {
  data.x = data.x.narrow(0, 0, count);
  data.y = data.y.narrow(0, 0, count);
  data.resident = nullptr;
  return data;
}

at::Tensor permutation(int64_t n, uint64_t seed) { return at::randperm(n, at::detail::createCPUGenerator(seed)); }

}  // namespace

Lesson::Lesson(train::Context const& context, Run const& run, Spec const& spec, Net const& net, Net const& teacher,
               Dataset const& images)
    : optimizer(run.optimizer, net.parameters(), train::way_of(context.numerics)),
      context_(context),
      run_(run),
      spec_(spec),
      net_(net),
      teacher_(teacher),
      images_(images),
      labelled_(first(images, std::min(spec.labels, images.y.numel()))) {
  if (spec.labels > images.y.numel())
    throw error(Exit::usage, "/protocol/labels: got {}, allowed 1 ... {}, the training images", spec.labels,
                images.y.numel());
  if (models::find(run.model.name).dropout == models::Dropout::its_own)
    throw error(Exit::usage, "/model/name: got {}, which drops units, allowed are nets that do not", run.model.name);
  if (run.budget.micro_batch > 0)
    throw error(Exit::usage, "/budget/micro_batch: got {}, allowed 0: a batch is one piece here",
                run.budget.micro_batch);
  if (run.method.noise > 0 || run.method.dropout > 0)
    throw error(Exit::usage, "/method: noise {} and dropout {} have no place in these steps, allowed 0",
                run.method.noise, run.method.dropout);
  if (run.method.pair.by == By::nearest || run.method.pair.by == By::label)
    throw error(Exit::usage, "/method/pair/by: got {}, allowed random, roll, reversal",
                names(By{})[size_t(run.method.pair.by)]);
}

int64_t Lesson::steps() const { return (images_.y.numel() + run_.budget.batch - 1) / run_.budget.batch; }

at::Tensor Lesson::labelled(int64_t step) {
  int64_t const n = spec_.labels, batch = run_.budget.batch;
  auto out = at::empty({batch}, at::kLong);
  at::Tensor turn;  // the examples in the order of their `number`-th turn
  for (int64_t i = 0, number = -1; i < batch; ++i) {
    int64_t const place = step * batch + i;
    if (place / n != number) {
      number = place / n;
      turn = permutation(n, context_.seeds("labelled", number));
    }
    out[i] = turn[place % n];
  }
  return out;
}

at::Tensor Lesson::supervised(int64_t epoch, int64_t step, train::EpochSums& sums) {
  auto const seed = [&](char const* stream) { return context_.seeds(stream, epoch, step); };
  auto const device = context_.numerics.device;
  auto const indices = labelled(epoch * steps() + step);
  auto const method = train::method_at(run_.method, epoch);
  auto const partners = mix::draw_partners(method, indices, labelled_.y.index_select(0, indices), {}, seed("pair"));
  auto const batch = make_batch(labelled_, indices, run_.data.augment, seed("augment"));
  auto const blend = mix::draw_blend(method, partners.rows, batch.x.sizes(), seed("lambda"), seed("box")).to(device);
  mix::Forward const forward = [&](at::Tensor const& x, int64_t at, Hook const& hook) {
    return train::forward(context_.numerics, net_, x, at, hook);
  };
  auto const mixed = mix::step(forward, batch.x.to(device), batch.y.to(device), labelled_.classes, method, blend);
  auto const count = static_cast<double>(indices.numel());
  sums.loss += mixed.loss.item<double>() * count;
  sums.error += mixed.error.item<double>() * count;
  sums.images += indices.numel();
  return mixed.loss;
}

at::Tensor Lesson::consistency(int64_t epoch, int64_t step) {
  auto const seed = [&](char const* stream) { return context_.seeds(stream, epoch, step); };
  auto const device = context_.numerics.device;
  if (order_epoch_ != epoch) order_ = permutation(images_.y.numel(), context_.seeds("order", epoch));
  order_epoch_ = epoch;
  auto const begin = step * run_.budget.batch;
  auto const indices = order_.narrow(0, begin, std::min(run_.budget.batch, order_.numel() - begin));
  auto const u = make_batch(images_, indices, run_.data.augment, seed("unlabelled_augment")).x.to(device);
  Method method;
  method.alpha = spec_.consistency_alpha;
  auto const rows = mix::draw_partners(method, indices, {}, {}, seed("unlabelled_pair")).rows;
  auto const blend = mix::draw_blend(method, rows, u.sizes(), seed("unlabelled_lambda"), 0).to(device);
  at::Tensor answers;
  {
    at::NoGradGuard const no_grad;
    answers = blend(at::softmax(train::forward(context_.numerics, teacher_, u).to(at::kFloat), 1));
  }
  return consistency_loss(train::forward(context_.numerics, net_, blend.input(u)), answers);
}

std::string Lesson::step(int64_t epoch, int64_t step, train::EpochSums& sums) {
  auto const start = std::chrono::steady_clock::now();
  optimizer.set_rate(train::learning_rate(run_.optimizer, epoch, step, steps()));
  optimizer.zero_grad();
  auto loss = supervised(epoch, step, sums);
  double const share = static_cast<double>(step) / static_cast<double>(steps());
  if (spec_.consistency > 0)
    loss = loss + consistency_weight(spec_, static_cast<double>(epoch) + share) * consistency(epoch, step);
  if (!std::isfinite(loss.item<double>())) return "the loss";
  loss.backward();
  if (!optimizer.finite_gradients().item<bool>()) return "the gradient";
  optimizer.step();
  auto const done = static_cast<double>(epoch * steps() + step + 1);
  follow(teacher_, net_, std::min(1 - 1 / (done + 1), spec_.teacher));  // it starts as the student's mean
  ++sums.steps;
  sums.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return "";
}

}  // namespace mixup::semisupervised
