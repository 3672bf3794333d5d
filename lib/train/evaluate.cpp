#include "train/evaluate.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>

#include <algorithm>

#include "data/batch.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

constexpr int64_t kBatch = 500;  // divides CIFAR's 10,000 test images; results do not depend on it

}  // namespace

Verdicts judge(Session const& session, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y) {
  at::NoGradGuard const no_grad;
  Autocast const autocast(session.device(), session.bf16());
  net.train(false);
  std::vector<at::Tensor> wrong;
  double loss = 0;
  for (int64_t begin = 0; begin < indices.numel(); begin += kBatch) {
    auto const rows = indices.narrow(0, begin, std::min(kBatch, indices.numel() - begin));
    auto const labels = y.index_select(0, rows).to(session.device());
    auto const logits = net.forward(make_batch(data, rows, Augment::none, 0).x.to(session.device())).to(at::kFloat);
    loss += at::cross_entropy_loss(logits, labels, {}, /*sum*/ 2).item<double>();
    wrong.push_back((logits.argmax(1) != labels).cpu());
  }
  net.train(true);
  return {at::cat(wrong), loss / static_cast<double>(indices.numel())};
}

Score evaluate(Session const& session, Net const& net, Dataset const& data, at::Tensor indices) {
  if (!indices.defined()) indices = at::arange(data.y.numel(), at::kLong);
  auto const verdicts = judge(session, net, data, indices, data.y);
  return {100 * verdicts.wrong.to(at::kDouble).mean().item<double>(), verdicts.loss};
}

}  // namespace mixup::train
