#include "train/trainer.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/randperm.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "data/batch.hpp"
#include "mix/pairing.hpp"
#include "mix/step.hpp"
#include "train/schedule.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Sigma of each channel in units of the normalised input; pixel units are stretched by 1 / std (docs/deviations.md).
at::Tensor noise_sigma(Method const& method, Dataset const& data) {
  auto sigma = at::full({data.x.size(1)}, method.noise, at::kFloat);
  if (method.noise_unit == NoiseUnit::pixel)
    for (size_t c = 0; c < data.std.size(); ++c) sigma[static_cast<int64_t>(c)].div_(data.std[c]);
  return sigma;
}

/// Neighbours in normalised pixels or features, without augmentation; undefined when pairing is random.
at::Tensor find_neighbors(Method const& method, Dataset const& data) {
  if (method.pair.by == By::random) return {};
  auto const everything = make_batch(data, at::arange(data.y.numel(), at::kLong), Augment::none, 0);
  return mix::nearest_neighbors(everything.x, everything.y, method.pair);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Trainer::Trainer(Session const& session, Run const& run, Net const& net, Splits const& data)
    : session_(session),
      run_(run),
      net_(net),
      train_(data.train),
      optimizer_(run.optimizer, net.parameters()),
      neighbors_(find_neighbors(run.method, data.train)),
      sigma_(noise_sigma(run.method, data.train)) {}

EpochResult Trainer::epoch(int64_t epoch) {
  return this->epoch(epoch, (train_.y.numel() + run_.budget.batch - 1) / run_.budget.batch);
}

EpochResult Trainer::epoch(int64_t epoch, int64_t steps) {
  auto generator = at::detail::createCPUGenerator(session_.seed("order", epoch));
  auto const order = at::randperm(train_.y.numel(), generator);
  auto const method = method_at(run_.method, epoch);
  optimizer_.set_rate(learning_rate(run_.optimizer, epoch));
  EpochResult sum;
  auto const start = std::chrono::steady_clock::now();
  for (int64_t step = 0; step < steps; ++step) {
    int64_t const begin = step * run_.budget.batch;
    auto const indices =
        order.narrow(0, begin, std::min(run_.budget.batch, order.numel() - begin));  // the last is kept
    auto const [loss, error] = this->step(method, indices, epoch, step);
    if (!std::isfinite(loss)) {
      sum.not_finite_step = step;
      return sum;
    }
    sum.loss += loss * static_cast<double>(indices.numel());
    sum.error += error * static_cast<double>(indices.numel());
    sum.images += indices.numel();
    sum.seconds = seconds_since(start);
    session_.progress().step(epoch + 1, run_.budget.epochs, step + 1, steps,
                             static_cast<double>(sum.images) / sum.seconds);
  }
  sum.loss /= static_cast<double>(sum.images);
  sum.error *= 100 / static_cast<double>(sum.images);
  return sum;
}

Trainer::StepLoss Trainer::step(Method const& method, at::Tensor const& indices, int64_t epoch, int64_t step) {
  auto const seed = [&](char const* stream) { return session_.seed(stream, epoch, step); };
  auto const device = session_.device();

  auto const partners =
      mix::draw_partners(method, indices, train_.y.index_select(0, indices), neighbors_, seed("pair"));
  auto batch = make_batch(train_, at::cat({indices, partners.extra}), run_.data.augment, seed("augment"));
  auto const picture = batch.x.dim() == 4;
  auto const blend = mix::draw_blend(method, partners.rows, picture ? batch.x.size(2) : 0,
                                     picture ? batch.x.size(3) : 0, seed("lambda"), seed("box"));
  auto const x = mix::add_noise(batch.x.to(device), sigma_, seed("noise"));
  if (method.dropout > 0) at::manual_seed(seed("dropout"));  // the one draw that uses the device's own generator

  auto const forward = [this](at::Tensor in, int64_t at, Hook const& hook) {
    Autocast const autocast(session_.device(), session_.bf16());
    return net_.forward(std::move(in), at, hook);
  };
  optimizer_.zero_grad();
  auto const result = mix::step(forward, x, batch.y.to(device), train_.classes, method, blend.to(device));
  result.loss.backward();
  optimizer_.step();
  return {result.loss.item<double>(), result.error};
}

}  // namespace mixup::train
