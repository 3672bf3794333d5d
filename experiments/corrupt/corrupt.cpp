// corrupt: memorisation of corrupted labels on CIFAR-10: ERM, dropout, mixup and both (section 3.4, Table 2).
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>

#include "experiments/experiment.hpp"
#include "train/evaluate.hpp"
#include "train/fit.hpp"

namespace mixup {
namespace {

/// Percent of the training examples under `mask` that the net gets wrong, by the label it was trained on; no metric
/// where there are none (rate 0 corrupts nothing, rate 1 leaves nothing alone).
void put_error(Json& metrics, char const* name, train::Verdicts const& verdicts, at::Tensor const& mask) {
  if (mask.any().item<bool>())
    metrics[name] = 100 * verdicts.answers.wrong.masked_select(mask).to(at::kDouble).mean().item<double>();
}

/// Training error after the last epoch, in eval mode and without augmentation, apart for labels left alone and labels
/// drawn anew; the share drawn anew and the share that is wrong, since one in ten draws hits the true class.
void add_training_errors(Json& metrics, train::Session const& session, Net const& net, Splits const& data) {
  auto const everything = at::arange(data.train.y.numel(), at::kLong);
  auto const verdicts = train::judge(session, net, data.train, everything, data.train.y);
  put_error(metrics, "train_error_real", verdicts, ~data.corrupted);
  put_error(metrics, "train_error_corrupted", verdicts, data.corrupted);
  metrics["corrupted_share"] = data.corrupted.to(at::kDouble).mean().item<double>();
  metrics["wrong_label_share"] = (data.train.y != data.clean_y).to(at::kDouble).mean().item<double>();
}

Outcome corrupt(train::Session const& session, Run const& run) {
  auto const data = load(run.data, session.place(), static_cast<uint64_t>(run.seed));
  auto const net = train::make_net(session, run, data);
  auto const curve = train::fit(session, run, net, data);
  auto out = train::outcome(session, data, net, curve);
  if (out.status == "done") add_training_errors(out.metrics, session, net, data);
  return out;
}

Register const registered_corrupt("corrupt", corrupt);

}  // namespace
}  // namespace mixup
