#include "train/classify.hpp"

#include "results/summary.hpp"
#include "train/epoch_sums.hpp"
#include "train/machine.hpp"
#include "train/weights.hpp"

namespace mixup::train {

Outcome classify(Context const& context, Run const& run) {
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const net = make_net(context, run, data);
  return outcome(context, data, net, fit(context, run, net, data));
}

Json data_record(Splits const& data) {
  Json out = data.identity;
  if (data.train.examples) out["train_files"] = data.train.examples->counts();
  if (data.test.examples) out["test_files"] = data.test.examples->counts();
  return out;
}

Outcome outcome(Context const& context, Splits const& data, Net const& net, Curve const& curve) {
  Outcome out;
  out.status = curve.diverged.empty() ? Status::done : Status::diverged;
  out.reason = curve.diverged;
  out.data = data_record(data);
  out.environment = context.environment();
  out.curve = to_json(curve);
  out.parameters["net"] = digest(net.state());
  out.metrics["parameters"] = net.parameter_count();
  out.metrics["peak_memory_bytes"] = peak_memory_bytes();
  if (curve.test_error.empty()) return out;
  out.metrics["test_error"] = summarize(curve.test_error, curve.validation_error);
  if (!curve.test_error_top5.empty()) {
    out.metrics["test_error_top5"] = summarize(curve.test_error_top5, curve.validation_error);
  }
  if (!curve.validation_error.empty()) {
    out.metrics["validation_error"] = summarize(curve.validation_error, curve.validation_error);
  }
  if (auto const& sure = curve.calibration; out.status == Status::done) {
    out.metrics["calibration"] = {{"nll", curve.test_loss.back()}, {"brier", sure.brier}, {"ece", sure.ece}};
    out.figure["reliability"] = sure.reliability;
  }
  out.metrics["test_loss"] = curve.test_loss.back();
  out.metrics["train_loss"] = curve.train_loss.back();
  out.metrics["train_error"] = curve.train_error.back();
  out.metrics["clean_train_error"] = curve.clean_train_error.back();
  out.metrics["gap"] = curve.test_error.back() - curve.clean_train_error.back();
  add_pace(out.metrics, curve.seconds, data.train.y.numel());
  return out;
}

}  // namespace mixup::train
