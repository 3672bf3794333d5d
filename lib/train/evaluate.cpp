#include "train/evaluate.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

#include "data/loader.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Results do not depend on it. 500 divides CIFAR's 10,000 test images; a photograph is fifty times as large.
int64_t batch_size(Dataset const& data) { return data.examples ? 50 : 500; }

}  // namespace

Answers answer(Context const& context, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y, AfterBatch const& after_batch) {
  at::NoGradGuard const no_grad;
  auto const device = context.numerics.device;
  Autocast const autocast(device, context.numerics.bf16);  // around all batches: weights are converted once
  net.train(false);
  std::vector<at::Tensor> wrong, rank, most, brier;
  auto loss = at::zeros({}, at::TensorOptions(at::kDouble).device(device));  // read at the end, once
  std::vector<Want> wants;
  for (int64_t begin = 0, size = batch_size(data); begin < indices.numel(); begin += size)
    wants.push_back({indices.narrow(0, begin, std::min(size, indices.numel() - begin)), Augment::none, 0});
  Loader loader(data, context.decoders, wants);
  for (auto const& want : wants) {
    auto const labels = y.index_select(0, want.indices).to(device);
    auto const logits = net.forward(loader.next().x.to(device)).to(at::kFloat);
    loss.add_(at::cross_entropy_loss(logits, labels, {}, /*sum*/ 2));
    auto const sure = confidence(logits, labels);
    wrong.push_back(sure.wrong);
    most.push_back(sure.most);
    brier.push_back(sure.brier);
    rank.push_back((logits > logits.gather(1, labels.unsqueeze(1))).sum(1));
    if (after_batch) after_batch();
  }
  net.train(true);
  return {{at::cat(wrong).cpu(), at::cat(most).cpu(), at::cat(brier).cpu()},
          at::cat(rank).cpu(),
          loss.item<double>() / static_cast<double>(indices.numel())};
}

Score evaluate(Context const& context, Net const& net, Dataset const& data, AfterBatch const& after_batch,
               at::Tensor indices) {
  if (!indices.defined()) indices = at::arange(data.y.numel(), at::kLong);
  auto const answers = answer(context, net, data, indices, data.y, after_batch);
  auto const percent = [](at::Tensor const& mask) { return 100 * mask.to(at::kDouble).mean().item<double>(); };
  auto const known = std::isfinite(answers.loss);  // NaN is in no bin
  return {percent(answers.confidence.wrong), percent(answers.rank >= 5), answers.loss,
          known ? calibrate(answers.confidence) : Calibration{}};
}

}  // namespace mixup::train
