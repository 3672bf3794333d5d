// cost: how long a training step takes beside one of ERM, measured by turns in one process (section 1).
//
// Times of whole runs say what else the machine did meanwhile; two steps in a row share that.
#include <algorithm>
#include <chrono>

#include "experiments/cost/plain_step.hpp"
#include "stats/descriptive.hpp"
#include "train/classify.hpp"
#include "train/epoch.hpp"
#include "train/machine.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::cost {
namespace {

constexpr int64_t kWarmUp = 3;  // steps of each, not timed: the first ones make buffers

struct Protocol {
  int64_t pairs = 100;  // timed steps of the run's method, and as many of ERM
};

template <class F>
void fields(F& f, Protocol& p) {
  f("pairs", p.pairs, {1, 1e6});
}

/// A net that learns one step at a time.
struct Side {
  Run run;
  Net net;
  train::Learner learner;
  train::EpochSums sums;

  Side(train::Context const& context, Run const& of, Splits const& data)
      : run(of), net(train::make_net(context, run, data)), learner(context, run, net, data.train) {}

  /// Seconds of the next step, batch and partners included; what was not finite, if anything, goes to `diverged`.
  double step(std::string& diverged) {
    bool const mixes = to_json(run.method) != to_json(Method{});
    auto const start = std::chrono::steady_clock::now();
    auto const fault = mixes ? train::train_epoch(learner, 0, sums, sums.steps + 1) : plain_step(learner, sums);
    if (!fault.empty()) diverged = fault;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
};

Run as_erm(Run run) {
  run.method = Method{};
  return run;
}

/// The step that mixup's is compared with is made here, without pieces and without a GPU's ways.
void require_plain_steps(train::Context const& context, Run const& run) {
  if (run.budget.micro_batch > 0)
    throw error(Exit::usage, "/budget/micro_batch: got {}, allowed 0: a step is one piece here",
                run.budget.micro_batch);
  if (context.numerics.device.is_cuda())
    throw error(Exit::usage, "--device: got a GPU, which replays mixup's steps and not ERM's; allowed here: cpu");
}

Outcome by_turns(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  require_plain_steps(context, run);
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  int64_t const most = data.train.y.numel() / run.budget.batch - kWarmUp;
  if (protocol.pairs > most)
    throw error(Exit::usage, "/protocol/pairs: got {}, an epoch has {} full batches beside {} to warm up",
                protocol.pairs, most, kWarmUp);
  Side method(context, run, data), erm(context, as_erm(run), data);
  Outcome out;
  std::vector<double> ratios, seconds, erm_seconds;
  for (int64_t i = 0; i < kWarmUp + protocol.pairs && out.reason.empty(); ++i) {
    bool const first = i % 2 == 0;  // neither is always the one that finds the other's caches
    double const early = (first ? method : erm).step(out.reason), late = (first ? erm : method).step(out.reason);
    if (i < kWarmUp) continue;
    seconds.push_back(first ? early : late);
    erm_seconds.push_back(first ? late : early);
    ratios.push_back(seconds.back() / erm_seconds.back());
    context.checkpoints->stop_if_asked();
  }
  out.data = train::data_record(data);
  out.environment = context.environment();
  if (!out.reason.empty()) {
    out.status = Status::diverged;
    return out;
  }
  out.metrics = {{"relative_step", median(ratios)},
                 {"step_seconds", median(seconds)},
                 {"erm_step_seconds", median(erm_seconds)},
                 {"images_per_second", static_cast<double>(run.budget.batch) / median(seconds)},
                 {"peak_memory_bytes", train::peak_memory_bytes()}};
  out.figure["relative_step"] = ratios;
  out.parameters = {{"net", train::digest(method.net.state())}, {"erm", train::digest(erm.net.state())}};
  return out;
}

Register const registered_cost("cost", by_turns);

}  // namespace
}  // namespace mixup::cost
