#include "train/trainer.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/randperm.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/error.hpp"
#include "mix/step.hpp"
#include "models/catalog.hpp"
#include "train/schedule.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Sigma of each channel in units of the normalised input; pixel units are stretched by 1 / std (docs/deviations.md).
at::Tensor noise_sigma(Method const& method, Dataset const& data) {
  auto sigma = at::full({example_shape(data)[0]}, method.noise, at::kFloat);
  if (method.noise_unit == NoiseUnit::pixel)
    for (size_t c = 0; c < data.std.size(); ++c) sigma[static_cast<int64_t>(c)].div_(data.std[c]);
  return sigma;
}

/// Neighbours in normalised pixels or features, without augmentation; undefined when pairing is random.
at::Tensor find_neighbors(Method const& method, Dataset const& data) {
  if (method.pair.by == By::random) return {};
  if (data.examples)
    throw error(Exit::usage, "/method/pair/by: nearest needs all pictures in memory, allowed here: random");
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
      sigma_(noise_sigma(run.method, data.train)),
      drops_(models::find(run.model.name).drops_itself) {}

int64_t Trainer::steps() const { return (train_.y.numel() + run_.budget.batch - 1) / run_.budget.batch; }

std::vector<std::vector<Trainer::Piece>> Trainer::plan(Method const& method, int64_t epoch, int64_t begin,
                                                       int64_t end) const {
  auto generator = at::detail::createCPUGenerator(session_.seed("order", epoch));
  auto const order = at::randperm(train_.y.numel(), generator);
  int64_t const batch = run_.budget.batch, size = run_.budget.micro_batch > 0 ? run_.budget.micro_batch : batch;
  int64_t const pieces = (batch + size - 1) / size;
  std::vector<std::vector<Piece>> all(static_cast<size_t>(end - begin));
  for (int64_t step = begin; step < end; ++step) {
    int64_t const last = std::min((step + 1) * batch, order.numel());  // the last, smaller batch is kept
    for (int64_t first = step * batch, draw = step * pieces; first < last; first += size, ++draw) {
      auto const indices = order.narrow(0, first, std::min(size, last - first));
      auto const seed = [&](char const* stream) { return session_.seed(stream, epoch, draw); };
      Piece piece{mix::draw_partners(method, indices, train_.y.index_select(0, indices), neighbors_, seed("pair")),
                  {},
                  draw,
                  static_cast<double>(indices.numel()) / static_cast<double>(last - step * batch)};
      piece.want = {at::cat({indices, piece.partners.extra}), run_.data.augment, seed("augment")};
      all[static_cast<size_t>(step - begin)].push_back(std::move(piece));
    }
  }
  return all;
}

void Trainer::advance(int64_t epoch, EpochSums& sums, int64_t end, std::function<void()> const& between) {
  auto const method = method_at(run_.method, epoch);
  int64_t const begin = sums.steps;
  auto const pieces = plan(method, epoch, begin, end);
  std::vector<Want> wants;
  for (auto const& batch : pieces)
    for (auto const& piece : batch) wants.push_back(piece.want);
  Loader loader(train_, session_.decoders(), std::move(wants));
  while (sums.steps < end) {
    auto const start = std::chrono::steady_clock::now();
    sums.fault = step(method, pieces[static_cast<size_t>(sums.steps - begin)], loader, epoch, sums);
    if (!sums.fault.empty()) return;
    sums.seconds += seconds_since(start);
    ++sums.steps;
    session_.progress().step(epoch + 1, run_.budget.epochs, sums.steps, steps(),
                             static_cast<double>(sums.images) / sums.seconds);
    if (between) between();
  }
}

/// What was not finite, if anything: then the net is as it was before the step.
std::string Trainer::step(Method const& method, std::vector<Piece> const& pieces, Loader& loader, int64_t epoch,
                          EpochSums& sums) {
  optimizer_.set_rate(learning_rate(run_.optimizer, epoch, sums.steps, steps()));
  optimizer_.zero_grad();
  for (auto const& piece : pieces) {
    auto const [loss, error] = learn(method, piece, loader.next(), epoch);
    if (!std::isfinite(loss)) return "the loss was";
    auto const images = piece.partners.rows.size(0);
    sums.loss += loss * static_cast<double>(images);
    sums.error += error * static_cast<double>(images);
    sums.images += images;
  }
  if (!optimizer_.finite_gradients()) return "the gradient was";
  optimizer_.step();
  return "";
}

Trainer::StepLoss Trainer::learn(Method const& method, Piece const& piece, Batch const& batch, int64_t epoch) {
  auto const seed = [&](char const* stream) { return session_.seed(stream, epoch, piece.draw); };
  auto const device = session_.device();
  auto const picture = batch.x.dim() == 4;
  auto const blend = mix::draw_blend(method, piece.partners.rows, picture ? batch.x.size(2) : 0,
                                     picture ? batch.x.size(3) : 0, seed("lambda"), seed("box"));
  auto const x = mix::add_noise(batch.x.to(device), sigma_, seed("noise"));
  if (method.dropout > 0 || drops_) at::manual_seed(seed("dropout"));  // the one draw with the device's own generator

  auto const forward = [this](at::Tensor in, int64_t at, Hook const& hook) {
    Autocast const autocast(session_.device(), session_.bf16());
    return net_.forward(std::move(in), at, hook);
  };
  auto const result = mix::step(forward, x, batch.y.to(device), train_.classes, method, blend.to(device));
  (piece.share < 1 ? result.loss * piece.share : result.loss).backward();
  return {result.loss.item<double>(), result.error};
}

}  // namespace mixup::train
