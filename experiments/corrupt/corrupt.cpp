// corrupt: memorisation of corrupted labels on CIFAR-10: ERM, dropout, mixup and both (section 3.4, Table 2).
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>

#include "train/classify.hpp"
#include "train/evaluate.hpp"
#include "train/protocol.hpp"

namespace mixup {
namespace {

/// Percent of the training examples under `mask` that the net gets wrong, by the label it was trained on; no metric
/// where there are none (rate 0 corrupts nothing, rate 1 leaves nothing alone).
void put_error(Json& metrics, char const* name, train::Answers const& answers, at::Tensor const& mask) {
  if (mask.any().item<bool>())
    metrics[name] = 100 * answers.confidence.wrong.masked_select(mask).to(at::kDouble).mean().item<double>();
}

/// Training error after the last epoch, in eval mode and without augmentation, apart for labels left alone and labels
/// drawn anew; the share drawn anew and the share that is wrong, since one in ten draws hits the true class.
void add_training_errors(Json& metrics, train::Context const& context, Net const& net, Splits const& data) {
  auto const everything = at::arange(data.train.y.numel(), at::kLong);
  auto const answers =
      train::answer(context, net, data.train, everything, data.train.y, [&] { context.checkpoints->stop_if_asked(); });
  put_error(metrics, "train_error_real", answers, ~data.corrupted);
  put_error(metrics, "train_error_corrupted", answers, data.corrupted);
  metrics["corrupted_share"] = data.corrupted.to(at::kDouble).mean().item<double>();
  metrics["wrong_label_share"] = (data.train.y != data.clean_y).to(at::kDouble).mean().item<double>();
}

Outcome corrupt(train::Context const& context, Run const& run) {
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const net = train::make_net(context, run, data);
  auto const curve = train::fit(context, run, net, data);
  auto out = train::outcome(context, data, net, curve);
  if (out.status == "done") add_training_errors(out.metrics, context, net, data);
  return out;
}

Register const registered_corrupt("corrupt", corrupt);

}  // namespace
}  // namespace mixup
