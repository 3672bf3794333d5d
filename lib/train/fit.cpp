#include "train/fit.hpp"

#include <ATen/ops/arange.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/catalog.hpp"
#include "results/summary.hpp"
#include "train/evaluate.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"
#include "train/schedule.hpp"
#include "train/trainer.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

constexpr int64_t kMostClassesWithoutTop5 = 10;  // the paper prints top-5 errors for ImageNet alone

void append(Curve& curve, Session const& session, Run const& run, Splits const& data, int64_t epoch,
            EpochResult const& trained, Score const& clean, Score const& test) {
  curve.rate.push_back(learning_rate(run.optimizer, epoch));
  curve.train_loss.push_back(trained.loss);
  curve.train_error.push_back(trained.error);
  curve.clean_train_error.push_back(clean.error);
  curve.test_error.push_back(test.error);
  curve.test_loss.push_back(test.loss);
  if (data.test.classes > kMostClassesWithoutTop5) curve.test_error_top5.push_back(test.top5);
  curve.seconds.push_back(trained.seconds);
  curve.images_per_second.push_back(static_cast<double>(trained.images) / trained.seconds);
  session.progress().epoch(
      {epoch + 1, run.budget.epochs, trained.loss, trained.error, test.error, curve.images_per_second.back()});
}

/// Weights of the file that the run names, where it names one.
void start_from_file(Session const& session, Run const& run, Net const& net) {
  auto const& path = session.options().weights;
  auto const hash = path.empty() ? "" : weights_hash(path);
  if (run.model.weights != hash)
    throw error(Exit::usage, "/model/weights: got \"{}\", --weights {} gives \"{}\"", run.model.weights,
                path.empty() ? "(not given)" : path, hash);
  if (path.empty()) return;
  auto const file = read_tensors(path);
  for (auto const& note : file.notes) session.progress().note(note);
  load_weights(net, file);
}

}  // namespace

Net make_net(Session const& session, Run const& run, Splits const& data) {
  Shape shape{example_shape(data.train), data.train.classes};
  auto const& front = data.train.front;
  if (front) shape.input = front(data.train.x.narrow(0, 0, 1)).sizes().slice(1).vec();
  auto net = models::make(run.model, shape, run.method.dropout, session.seed("init"));
  start_from_file(session, run, net);
  if (front) net.front(front);
  net.to(session.device());
  if (session.channels_last()) net.channels_last();
  return net;
}

Curve fit(Session const& session, Run const& run, Net const& net, Splits const& data) {
  if (run.method.at >= static_cast<int64_t>(net.stages()))
    throw error(Exit::usage, "/method/at: got {}, {} has stages 0 ... {}", run.method.at, run.model.name,
                net.stages() - 1);
  Curve curve;
  Trainer trainer(session, run, net, data);
  auto const subset = at::arange(std::min(run.budget.clean_subset, data.train.y.numel()), at::kLong);
  for (int64_t epoch = 0; epoch < run.budget.epochs; ++epoch) {
    auto const trained = trainer.epoch(epoch);
    auto const test = trained.not_finite_step < 0 ? evaluate(session, net, data.test) : Score{};
    if (trained.not_finite_step >= 0 || !std::isfinite(test.loss)) {
      curve.diverged = fmt::format(
          "the loss was not finite in epoch {}, {}", epoch + 1,
          trained.not_finite_step < 0 ? "on the test set" : fmt::format("step {}", trained.not_finite_step + 1));
      break;
    }
    append(curve, session, run, data, epoch, trained, evaluate(session, net, data.train, subset), test);
    if (data.validation.y.defined()) curve.validation_error.push_back(evaluate(session, net, data.validation).error);
  }
  if (curve.diverged.empty()) keep(session, run, data, net);
  return curve;
}

Outcome classify(Session const& session, Run const& run) {
  auto const data = load(run.data, session.place(), static_cast<uint64_t>(run.seed));
  auto const net = make_net(session, run, data);
  return outcome(session, data, net, fit(session, run, net, data));
}

Json data_record(Splits const& data) {
  Json out = data.identity;
  if (data.train.examples) out["train_files"] = data.train.examples->counts();
  if (data.test.examples) out["test_files"] = data.test.examples->counts();
  return out;
}

Outcome outcome(Session const& session, Splits const& data, Net const& net, Curve const& curve) {
  Outcome out;
  out.status = curve.diverged.empty() ? "done" : "diverged";
  out.reason = curve.diverged;
  out.data = data_record(data);
  out.environment = session.environment();
  out.curve = {{"rate", curve.rate},
               {"train_loss", curve.train_loss},
               {"train_error", curve.train_error},
               {"clean_train_error", curve.clean_train_error},
               {"test_error", curve.test_error},
               {"test_loss", curve.test_loss},
               {"seconds", curve.seconds},
               {"images_per_second", curve.images_per_second}};
  out.metrics["parameters"] = net.parameter_count();
  out.metrics["peak_memory_bytes"] = peak_memory_bytes();
  if (curve.test_error.empty()) return out;
  out.metrics["test_error"] = summarize(curve.test_error, curve.validation_error);
  if (!curve.test_error_top5.empty()) {
    out.curve["test_error_top5"] = curve.test_error_top5;
    out.metrics["test_error_top5"] = summarize(curve.test_error_top5, curve.validation_error);
  }
  if (!curve.validation_error.empty()) {
    out.curve["validation_error"] = curve.validation_error;
    out.metrics["validation_error"] = summarize(curve.validation_error, curve.validation_error);
  }
  out.metrics["test_loss"] = curve.test_loss.back();
  out.metrics["train_loss"] = curve.train_loss.back();
  out.metrics["train_error"] = curve.train_error.back();
  out.metrics["clean_train_error"] = curve.clean_train_error.back();
  out.metrics["gap"] = curve.test_error.back() - curve.clean_train_error.back();
  double seconds = 0;
  for (double s : curve.seconds) seconds += s;
  out.metrics["train_seconds"] = seconds;
  out.metrics["images_per_second"] =
      static_cast<double>(data.train.y.numel() * int64_t(curve.seconds.size())) / seconds;
  return out;
}

}  // namespace mixup::train
