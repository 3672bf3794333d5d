#include "pairs.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/log_softmax.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

#include "core/error.hpp"
#include "core/seed.hpp"
#include "data/batch.hpp"
#include "train/checkpoints.hpp"

namespace mixup::between {
namespace {

constexpr int64_t kBatch = 100;

struct Ends {
  at::Tensor x_i, x_j, y_i, y_j;
};

Ends ends(train::Context const& context, Dataset const& data, at::Tensor const& pairs) {
  auto const side = [&](int64_t column) {
    auto batch = make_batch(data, pairs.select(1, column), Augment::none, 0);
    return Batch{batch.x.to(context.numerics.device), batch.y.to(context.numerics.device)};
  };
  auto const i = side(0), j = side(1);
  return {i.x, j.x, i.y, j.y};
}

/// Sum over the batch of the Euclidean norms of d out / dx.
double gradient_norms(at::Tensor const& out, at::Tensor const& x) {
  auto const gradient = torch::autograd::grad({out.sum()}, {x}, {}, /*retain_graph=*/true)[0];
  return at::linalg_vector_norm(gradient.flatten(1), 2, {1}).sum().item<double>();
}

/// Adds what the net says at one lambda, as sums over the batch, to entry `k`.
void add(Curves& curves, size_t k, Net const& net, Ends const& e) {
  double const lambda = curves.lambda[k];
  auto const x = (lambda * e.x_i + (1 - lambda) * e.x_j).detach().requires_grad_(true);
  auto const log_p = at::log_softmax(net.forward(x).to(at::kFloat), 1);
  auto const answer = log_p.argmax(1);
  auto const of = [&](at::Tensor const& y) { return log_p.gather(1, y.unsqueeze(1)).squeeze(1); };
  curves.miss[k] += ((answer != e.y_i) & (answer != e.y_j)).sum().item<double>();
  curves.gradient[k] += gradient_norms(-(lambda * of(e.y_i) + (1 - lambda) * of(e.y_j)), x);
  curves.gradient_of_answer[k] += gradient_norms(of(answer), x);
}

}  // namespace

at::Tensor draw_pairs(at::Tensor const& y, int64_t count, uint64_t seed) {
  if (y.numel() == 0 || (y == y[0]).all().item<bool>())
    throw error(Exit::data, "pairs of different classes: all {} labels are equal", y.numel());
  SplitMix64 random(seed);
  auto const* const label = y.data_ptr<int64_t>();
  auto const out = at::empty({count, 2}, at::kLong);
  auto* row = out.data_ptr<int64_t>();
  for (int64_t k = 0; k < count;) {
    auto const i = static_cast<int64_t>(random.below(static_cast<uint64_t>(y.numel())));
    auto const j = static_cast<int64_t>(random.below(static_cast<uint64_t>(y.numel())));
    if (label[i] == label[j]) continue;
    row[2 * k] = i;
    row[2 * k + 1] = j;
    ++k;
  }
  return out;
}

Curves measure(train::Context const& context, Net const& net, Dataset const& data, at::Tensor const& pairs,
               int64_t intervals) {
  net.train(false);
  Curves curves;
  for (int64_t k = 0; k <= intervals; ++k)
    curves.lambda.push_back(static_cast<double>(k) / static_cast<double>(intervals));
  for (auto* curve : {&curves.miss, &curves.gradient, &curves.gradient_of_answer})
    curve->assign(curves.lambda.size(), 0);
  for (int64_t begin = 0; begin < pairs.size(0); begin += kBatch) {
    auto const e = ends(context, data, pairs.narrow(0, begin, std::min(kBatch, pairs.size(0) - begin)));
    for (size_t k = 0; k < curves.lambda.size(); ++k) add(curves, k, net, e);
    context.checkpoints->stop_if_asked();
  }
  auto const count = static_cast<double>(pairs.size(0));
  for (auto& value : curves.miss) value *= 100 / count;
  for (auto& value : curves.gradient) value /= count;
  for (auto& value : curves.gradient_of_answer) value /= count;
  return curves;
}

}  // namespace mixup::between
