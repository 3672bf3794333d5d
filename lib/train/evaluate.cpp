#include "train/evaluate.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <cmath>

#include "data/loader.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Results do not depend on it. 500 divides CIFAR's 10,000 test images; a photograph is fifty times as large.
int64_t batch_size(Dataset const& data) { return data.examples ? 50 : 500; }

/// What this rank makes: wants `first`, `first` + n, ...
std::vector<Want> every_nth(std::vector<Want> const& wants, int n, int first) {
  std::vector<Want> out;
  for (auto i = static_cast<size_t>(first); i < wants.size(); i += static_cast<size_t>(n)) out.push_back(wants[i]);
  return out;
}

/// What is said of each example, where the net is; zeros where another rank has it.
class Rows {
 public:
  Rows(int64_t count, int64_t batches, at::Device device)
      : wrong_(at::zeros({count}, at::TensorOptions(at::kBool).device(device))),
        rank_(at::zeros({count}, at::TensorOptions(at::kLong).device(device))),
        most_(at::zeros({count}, at::TensorOptions(at::kFloat).device(device))),
        brier_(at::zeros_like(most_)),
        losses_(at::zeros({batches}, at::TensorOptions(at::kDouble).device(device))) {}

  void put(int64_t batch, int64_t begin, at::Tensor const& logits, at::Tensor const& labels) {
    auto const of_batch = [&](at::Tensor const& all) { return all.narrow(0, begin, labels.numel()); };
    auto const sure = confidence(logits, labels);
    of_batch(wrong_).copy_(sure.wrong);
    of_batch(most_).copy_(sure.most);
    of_batch(brier_).copy_(sure.brier);
    of_batch(rank_).copy_((logits > logits.gather(1, labels.unsqueeze(1))).sum(1));
    losses_[batch].copy_(at::cross_entropy_loss(logits, labels, {}, /*sum*/ 2));
  }

  /// Read at the end, once; the losses are added in the order of their batches, however many ranks had them.
  Answers of_all(Group& group) {
    for (auto* rows : {&wrong_, &rank_, &most_, &brier_, &losses_}) {
      *rows = rows->cpu();
      group.fill_up(*rows);
    }
    double loss = 0;
    for (int64_t b = 0; b < losses_.numel(); ++b) loss += losses_.data_ptr<double>()[b];
    return {{wrong_, most_, brier_}, rank_, loss / static_cast<double>(wrong_.numel())};
  }

 private:
  at::Tensor wrong_, rank_, most_, brier_, losses_;
};

}  // namespace

Answers answer(Context const& context, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y, AfterBatch const& after_batch) {
  at::NoGradGuard const no_grad;
  auto const device = context.numerics.device;
  auto& group = *context.together.group;
  Autocast const autocast(device, context.numerics.bf16);  // around all batches: weights are converted once
  net.train(false);
  std::vector<Want> wants;
  for (int64_t begin = 0, size = batch_size(data); begin < indices.numel(); begin += size)
    wants.push_back({indices.narrow(0, begin, std::min(size, indices.numel() - begin)), Augment::none, 0});
  auto const batches = static_cast<int64_t>(wants.size());
  Rows rows(indices.numel(), batches, device);
  Loader loader(data, context.decoders, every_nth(wants, group.size(), group.rank()));
  for (int64_t b = group.rank(); b < batches + group.rank(); b += group.size()) {  // as many rounds on every rank
    if (b < batches) {
      auto const& want = wants[static_cast<size_t>(b)];
      auto const labels = y.index_select(0, want.indices).to(device);
      auto const logits = net.forward(loader.next().x.to(device)).to(at::kFloat);
      rows.put(b, b * batch_size(data), logits, labels);
    }
    if (after_batch) after_batch();
  }
  net.train(true);
  return rows.of_all(group);
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
