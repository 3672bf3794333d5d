#include "train/fit.hpp"

#include <ATen/ops/arange.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/catalog.hpp"
#include "results/summary.hpp"
#include "train/evaluate.hpp"
#include "train/fit_state.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"
#include "train/schedule.hpp"
#include "train/trainer.hpp"
#include "train/weights.hpp"

namespace mixup::train {
namespace {

constexpr int64_t kMostClassesWithoutTop5 = 10;  // the paper prints top-5 errors for ImageNet alone

void append(Curve& curve, Session const& session, Run const& run, Splits const& data, int64_t epoch,
            EpochSums const& trained, Score const& clean, Score const& test) {
  curve.rate.push_back(learning_rate(run.optimizer, epoch));
  curve.train_loss.push_back(trained.mean_loss());
  curve.train_error.push_back(trained.mean_error());
  curve.clean_train_error.push_back(clean.error);
  curve.test_error.push_back(test.error);
  curve.test_loss.push_back(test.loss);
  if (data.test.classes > kMostClassesWithoutTop5) curve.test_error_top5.push_back(test.top5);
  curve.seconds.push_back(trained.seconds);
  curve.images_per_second.push_back(static_cast<double>(trained.images) / trained.seconds);
  session.progress().epoch({epoch + 1, run.budget.epochs, trained.mean_loss(), trained.mean_error(), test.error,
                            curve.images_per_second.back()});
}

/// "the loss was not finite in epoch 3, step 17; the last checkpoint is of ..."
std::string diverged(FitState const& state, std::string const& what, std::string const& where,
                     Checkpoints const& checkpoints) {
  return fmt::format("{} not finite in epoch {}, {}{}", what, state.epoch + 1, where,
                     checkpoints.last().empty() ? "" : "; the last checkpoint is of " + checkpoints.last());
}

/// Trains and judges the epoch at which `state` stands, or says why it diverged.
void one_epoch(Session const& session, Run const& run, Net const& net, Splits const& data, Trainer& trainer,
               FitState& state, std::function<void()> const& between) {
  auto& [epoch, sums, curve] = state;
  trainer.advance(epoch, sums, trainer.steps(), between);
  if (!sums.fault.empty()) {
    curve.diverged = diverged(state, sums.fault, fmt::format("step {}", sums.steps + 1), session.checkpoints());
    return;
  }
  auto const test = evaluate(session, net, data.test);
  if (!std::isfinite(test.loss)) {
    curve.diverged = diverged(state, "the loss was", "on the test set", session.checkpoints());
    return;
  }
  auto const subset = at::arange(std::min(run.budget.clean_subset, data.train.y.numel()), at::kLong);
  auto const clean = evaluate(session, net, data.train, subset);
  auto const validation = data.validation.y.defined() ? evaluate(session, net, data.validation) : Score{};
  append(curve, session, run, data, epoch, sums, clean, test);
  if (data.validation.y.defined()) curve.validation_error.push_back(validation.error);
  sums = {};
  ++epoch;
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
  Trainer trainer(session, run, net, data);
  auto& checkpoints = session.checkpoints();
  auto const part = net_key(run, data);
  FitState state;
  if (auto const kept = checkpoints.load(part)) state = restore(*kept, net, trainer.optimizer());
  auto const now = [&] { return snapshot(state, net, trainer.optimizer()); };
  stoppable(checkpoints, part, now, [&] {
    while (state.epoch < run.budget.epochs && state.curve.diverged.empty()) {
      one_epoch(session, run, net, data, trainer, state, [&] {
        checkpoints.pause_point();
        if (checkpoints.due()) checkpoints.save(part, now());
      });
      if (state.curve.diverged.empty() && checkpoints.due_at_end()) checkpoints.save(part, now());
    }
  });
  if (state.curve.diverged.empty()) keep(session, run, data, net);
  return state.curve;
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

/// Of the last net on the test set.
void add_calibration(Outcome& out, Session const& session, Net const& net, Dataset const& test) {
  auto const verdicts = judge(session, net, test, at::arange(test.y.numel(), at::kLong), test.y);
  auto const calibration = calibrate(verdicts.answers);
  out.metrics["calibration"] = {{"nll", verdicts.loss}, {"brier", calibration.brier}, {"ece", calibration.ece}};
  out.figure["reliability"] = calibration.reliability;
}

Outcome outcome(Session const& session, Splits const& data, Net const& net, Curve const& curve) {
  Outcome out;
  out.status = curve.diverged.empty() ? "done" : "diverged";
  out.reason = curve.diverged;
  out.data = data_record(data);
  out.environment = session.environment();
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
  if (out.status == "done") add_calibration(out, session, net, data.test);
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
