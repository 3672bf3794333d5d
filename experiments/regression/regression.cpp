// regression: a number is learnt in place of a class, from mixed examples with mixed numbers (section 5).
//
// The loop of training is the paper's, train_epoch; what is judged after each epoch is this file's.
#include <cmath>

#include "core/error.hpp"
#include "experiments/regression/judge.hpp"
#include "results/summary.hpp"
#include "train/classify.hpp"
#include "train/epoch.hpp"
#include "train/fit_state.hpp"
#include "train/machine.hpp"
#include "train/protocol.hpp"
#include "train/schedule.hpp"
#include "train/weights.hpp"

namespace mixup::regression {
namespace {

struct Protocol {
  double plus = 0;  // is added to a number when an error is a share of it
};

template <class F>
void fields(F& f, Protocol& p) {
  f("plus", p.plus, {-1e9, 1e9});
}

/// One entry an epoch.
using Curves = std::map<std::string, std::vector<double>>;

/// Where the training stands; FitState's own curve, of errors of classes, stays empty.
struct State {
  train::FitState fit;
  Curves curves;
  std::string diverged;
};

/// Fields of a run that have a value and no meaning for numbers.
void require_meaning(Run const& run) {
  auto const refuse = [](bool set, char const* field) {
    if (set) throw error(Exit::usage, "{}: has no meaning for numbers, allowed is the default", field);
  };
  if (run.data.target == 0) throw error(Exit::usage, "/data/target: got 0, allowed is a column of {}", run.data.name);
  refuse(run.method.smooth > 0, "/method/smooth");
  refuse(run.method.pair.among != Among::all, "/method/pair/among");
}

/// False, and nothing is added to the curves, where the answers are not finite.
bool judge_epoch(train::Context const& context, Run const& run, Net const& net, Splits const& data, double plus,
                 State& state) {
  auto const test = judge(context, net, data.test, plus), train = judge(context, net, data.train, plus);
  if (!std::isfinite(test.rmse)) return false;
  auto const& sums = state.fit.sums;
  for (auto const& [name, value] :
       std::map<std::string, double>{{"rate", train::learning_rate(run.optimizer, state.fit.epoch)},
                                     {"train_loss", sums.mean_loss()},
                                     {"rmse", test.rmse},
                                     {"mape", test.mape},
                                     {"train_rmse", train.rmse},
                                     {"seconds", sums.seconds},
                                     {"images_per_second", sums.images_per_second()}})
    state.curves[name].push_back(value);
  return true;
}

State learn(train::Context const& context, Run const& run, Net const& net, Splits const& data, double plus) {
  constexpr char kPart[] = "net";
  train::Learner learner(context, run, net, data.train);
  auto& checkpoints = *context.checkpoints;
  State state;
  auto& [fit, curves, diverged] = state;
  if (auto const kept = checkpoints.load(kPart)) {
    fit = train::restore(*kept, net, learner.optimizer);
    curves = kept->state.at("curves").get<Curves>();
  }
  auto const now = [&] {
    auto out = train::snapshot(state.fit, net, learner.optimizer);
    out.state["curves"] = state.curves;
    return out;
  };
  while (fit.epoch < run.budget.epochs && diverged.empty()) {
    auto const fault = train::train_epoch(learner, fit.epoch, fit.sums, learner.steps(), [&] {
      context.progress.step(state.fit.epoch + 1, run.budget.epochs, state.fit.sums.steps, learner.steps(),
                            state.fit.sums.images_per_second());
      checkpoints.after_step(kPart, now);
    });
    if (!fault.empty())
      diverged = train::not_finite(fault, fit.epoch, fmt::format("step {}", fit.sums.steps + 1), checkpoints);
    else if (!judge_epoch(context, run, net, data, plus, state))
      diverged = train::not_finite("an answer", fit.epoch, "after its last step", checkpoints);
    if (!diverged.empty()) break;
    fit.sums = {};
    ++fit.epoch;
    checkpoints.after_epoch(kPart, now);
  }
  return state;
}

Outcome regress(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  require_meaning(run);
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const net = train::make_net(context, run, data);
  auto const state = learn(context, run, net, data, protocol.plus);
  Outcome out;
  out.status = state.diverged.empty() ? Status::done : Status::diverged;
  out.reason = state.diverged;
  out.data = train::data_record(data);
  out.environment = context.environment();
  for (auto const& [name, values] : state.curves) out.curve[name] = values;
  out.parameters["net"] = train::digest(net.state());
  out.metrics["parameters"] = net.parameter_count();
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  if (out.curve.empty()) return out;
  for (char const* name : {"rmse", "mape"}) out.metrics[name] = summarize(state.curves.at(name), {});
  out.metrics["train_rmse"] = state.curves.at("train_rmse").back();
  train::add_pace(out.metrics, state.curves.at("seconds"), data.train.y.numel());
  return out;
}

Register const registered_regression("regression", regress);

}  // namespace
}  // namespace mixup::regression
