// semisupervised: few labels and many images without: supervised alone, mixup, and interpolation consistency (section
// 5).
#include <cmath>
#include <tuple>

#include "core/error.hpp"
#include "experiments/semisupervised/lesson.hpp"
#include "results/summary.hpp"
#include "train/classify.hpp"
#include "train/epoch_sums.hpp"
#include "train/evaluate.hpp"
#include "train/machine.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::semisupervised {
namespace {

/// Where the training stands.
struct State {
  int64_t epoch = 0;
  train::EpochSums sums;
  std::map<std::string, std::vector<double>> curves;  // one entry per epoch
  train::Calibration calibration;                     // of the teacher, after the last epoch
  std::string diverged;
};

train::Snapshot snapshot(State const& state, Net const& net, Net const& teacher, train::Optimizer const& optimizer) {
  train::Snapshot out;
  train::add(out, "net", net.state());
  train::add(out, "teacher", teacher.state());
  train::add(out, "optimizer", optimizer.state());
  out.state = train::place(state.epoch, state.sums);
  out.state["curves"] = state.curves;
  out.state["calibration"] = to_json(state.calibration);
  out.where = train::place_in_words(state.epoch, state.sums);
  return out;
}

State restore(train::Snapshot const& kept, Net const& net, Net const& teacher, train::Optimizer& optimizer) {
  State out;
  std::tie(out.epoch, out.sums) = train::place_from(kept.state);
  out.curves = kept.state.at("curves").get<decltype(out.curves)>();
  out.calibration = train::calibration_from_json(kept.state.at("calibration"));
  train::copy_into(net.state(), train::under(kept, "net"));
  train::copy_into(teacher.state(), train::under(kept, "teacher"));
  optimizer.load(train::under(kept, "optimizer"));
  return out;
}

/// False, and nothing is added to the curves, where the loss is not finite.
bool judge(train::Context const& context, Net const& net, Net const& teacher, Splits const& data, State& state,
           std::function<void()> const& after_batch) {
  auto const student = train::evaluate(context, net, data.test, after_batch);
  if (!std::isfinite(student.loss)) return false;
  auto const mean = train::evaluate(context, teacher, data.test, after_batch);
  teacher.train(false);  // it is asked as a whole, with the mean of the student's statistics
  for (auto const& [name, value] : std::map<std::string, double>{{"test_error", student.error},
                                                                 {"teacher_error", mean.error},
                                                                 {"test_loss", mean.loss},
                                                                 {"train_loss", state.sums.mean_loss()},
                                                                 {"train_error", state.sums.mean_error()},
                                                                 {"seconds", state.sums.seconds}})
    state.curves[name].push_back(value);
  state.calibration = mean.calibration;
  return true;
}

State learn(train::Context const& context, Run const& run, Spec const& spec, Net const& net, Net const& teacher,
            Splits const& data) {
  constexpr char kPart[] = "student";
  Lesson lesson(context, run, spec, net, teacher, data.train);
  auto& checkpoints = *context.checkpoints;
  State state;
  if (auto const kept = checkpoints.load(kPart)) state = restore(*kept, net, teacher, lesson.optimizer);
  auto const now = [&] { return snapshot(state, net, teacher, lesson.optimizer); };
  auto const stop = [&] { checkpoints.after_step(kPart, now); };
  teacher.train(false);
  while (state.epoch < run.budget.epochs) {
    while (state.sums.steps < lesson.steps()) {
      auto const fault = lesson.step(state.epoch, state.sums.steps, state.sums);
      if (!fault.empty()) {
        state.diverged =
            train::not_finite(fault, state.epoch, fmt::format("step {}", state.sums.steps + 1), checkpoints);
        return state;
      }
      context.progress.step(state.epoch + 1, run.budget.epochs, state.sums.steps, lesson.steps(),
                            state.sums.images_per_second());
      stop();
    }
    if (!judge(context, net, teacher, data, state, stop)) {
      state.diverged = train::not_finite("the loss", state.epoch, "on the test set", checkpoints);
      return state;
    }
    context.progress.epoch({state.epoch + 1, run.budget.epochs, state.sums.mean_loss(), state.sums.mean_error(),
                            state.curves["teacher_error"].back(), state.sums.images_per_second()});
    state.sums = {};
    ++state.epoch;
    checkpoints.after_epoch(kPart, now);
  }
  return state;
}

void write_metrics(Outcome& out, Net const& net, State const& state) {
  out.metrics["parameters"] = net.parameter_count();
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  if (state.curves.empty()) return;
  for (char const* name : {"test_error", "teacher_error"}) out.metrics[name] = summarize(state.curves.at(name), {});
  out.metrics["train_error"] = state.curves.at("train_error").back();
  if (out.status == Status::done) {
    auto const& sure = state.calibration;
    out.metrics["calibration"] = {
        {"nll", state.curves.at("test_loss").back()}, {"brier", sure.brier}, {"ece", sure.ece}};
    out.figure["reliability"] = sure.reliability;
  }
  train::add_pace(out.metrics, state.curves.at("seconds"), out.data.at("train_size"));  // with labels
}

Outcome teach(train::Context const& context, Run const& run) {
  auto const spec = from_json<Spec>(run.protocol, "/protocol");
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const net = train::make_net(context, run, data), teacher = train::make_net(context, run, data);
  auto const state = learn(context, run, spec, net, teacher, data);
  Outcome out;
  out.status = state.diverged.empty() ? Status::done : Status::diverged;
  out.reason = state.diverged;
  out.data = train::data_record(data);
  out.environment = context.environment();
  for (auto const& [name, values] : state.curves) out.curve[name] = values;
  out.parameters = {{"net", train::digest(net.state())}, {"teacher", train::digest(teacher.state())}};
  write_metrics(out, net, state);
  return out;
}

Register const registered_semisupervised("semisupervised", teach);

}  // namespace
}  // namespace mixup::semisupervised
