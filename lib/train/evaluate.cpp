#include "train/evaluate.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>

#include <algorithm>

#include "data/loader.hpp"
#include "train/checkpoints.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

/// Results do not depend on it. 500 divides CIFAR's 10,000 test images; a photograph is fifty times as large.
int64_t batch_size(Dataset const& data) { return data.examples ? 50 : 500; }

}  // namespace

Verdicts judge(Session const& session, Net const& net, Dataset const& data, at::Tensor const& indices,
               at::Tensor const& y) {
  at::NoGradGuard const no_grad;
  Autocast const autocast(session.device(), session.bf16());
  net.train(false);
  std::vector<at::Tensor> wrong, rank, most, brier;
  double loss = 0;
  std::vector<Want> wants;
  for (int64_t begin = 0, size = batch_size(data); begin < indices.numel(); begin += size)
    wants.push_back({indices.narrow(0, begin, std::min(size, indices.numel() - begin)), Augment::none, 0});
  Loader loader(data, session.decoders(), wants);
  for (auto const& want : wants) {
    auto const labels = y.index_select(0, want.indices).to(session.device());
    auto const logits = net.forward(loader.next().x.to(session.device())).to(at::kFloat);
    loss += at::cross_entropy_loss(logits, labels, {}, /*sum*/ 2).item<double>();
    auto const answers = confidence(logits, labels);
    wrong.push_back(answers.wrong.cpu());
    most.push_back(answers.most.cpu());
    brier.push_back(answers.brier.cpu());
    session.checkpoints().pause_point();
    rank.push_back((logits > logits.gather(1, labels.unsqueeze(1))).sum(1).cpu());
  }
  net.train(true);
  return {{at::cat(wrong), at::cat(most), at::cat(brier)}, at::cat(rank), loss / static_cast<double>(indices.numel())};
}

Score evaluate(Session const& session, Net const& net, Dataset const& data, at::Tensor indices) {
  if (!indices.defined()) indices = at::arange(data.y.numel(), at::kLong);
  auto const verdicts = judge(session, net, data, indices, data.y);
  auto const percent = [](at::Tensor const& mask) { return 100 * mask.to(at::kDouble).mean().item<double>(); };
  return {percent(verdicts.answers.wrong), percent(verdicts.rank >= 5), verdicts.loss};
}

}  // namespace mixup::train
