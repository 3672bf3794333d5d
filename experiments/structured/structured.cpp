// structured: strings of digits, learnt by CTC from mixed recordings and both transcripts (section 5).
//
//   loss   lambda ctc(f(lambda x_i + (1 - lambda) x_j), y_i) + (1 - lambda) ctc(the same, y_j)
//
// MixSpeech (Meng et al., ICASSP 2021, equation 2).
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randperm.h>

#include <tuple>

#include "core/error.hpp"
#include "experiments/structured/lesson.hpp"
#include "models/catalog.hpp"
#include "results/summary.hpp"
#include "train/classify.hpp"
#include "train/epoch_sums.hpp"
#include "train/machine.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::structured {
namespace {

struct Protocol {
  int64_t train = 1000, test = 500;  // strings
  int64_t unseen = 2;                // speakers of the test part alone
};

template <class F>
void fields(F& f, Protocol& p) {
  f("train", p.train, {1, 1e6});
  f("test", p.test, {1, 1e6});
  f("unseen", p.unseen, {1, 1000});
}

/// Where the training stands.
struct State {
  int64_t epoch = 0;
  train::EpochSums sums;
  std::map<std::string, std::vector<double>> curves;  // one entry per epoch
  std::string diverged;
};

/// What only classes have is refused, so that nothing that was asked for is passed over.
void require_meaning(Run const& run) {
  auto const refuse = [](bool set, char const* field) {
    if (set) throw error(Exit::usage, "{}: has no meaning for strings, allowed is the default", field);
  };
  auto const& m = run.method;
  refuse(m.order != 2, "/method/order");
  refuse(m.labels != LabelRule::mixed, "/method/labels");
  refuse(m.smooth > 0, "/method/smooth");
  refuse(m.noise > 0, "/method/noise");
  refuse(m.cut, "/method/cut");
  refuse(m.at != 0, "/method/at");
  refuse(m.pair.among != Among::all, "/method/pair/among");
  refuse(m.pair.by == By::nearest || m.pair.by == By::label, "/method/pair/by");
  refuse(m.any_layer, "/method/any_layer");
  refuse(run.data.corrupt > 0, "/data/corrupt");
  refuse(run.budget.micro_batch > 0, "/budget/micro_batch");
  refuse(!run.model.weights.empty(), "/model/weights");
}

train::Snapshot snapshot(State const& state, Net const& net, train::Optimizer const& optimizer) {
  train::Snapshot out;
  train::add(out, "net", net.state());
  train::add(out, "optimizer", optimizer.state());
  out.state = train::place(state.epoch, state.sums);
  out.state["curves"] = state.curves;
  out.where = train::place_in_words(state.epoch, state.sums);
  return out;
}

State restore(train::Snapshot const& kept, Net const& net, train::Optimizer& optimizer) {
  State out;
  std::tie(out.epoch, out.sums) = train::place_from(kept.state);
  out.curves = kept.state.at("curves").get<decltype(out.curves)>();
  train::copy_into(net.state(), train::under(kept, "net"));
  optimizer.load(train::under(kept, "optimizer"));
  return out;
}

State train_all(Task const& task) {
  constexpr char kPart[] = "net";
  auto const& run = task.run;
  int64_t const n = task.parts.train.size(), steps = (n + run.budget.batch - 1) / run.budget.batch;
  train::Optimizer optimizer(run.optimizer, task.net.parameters(), train::way_of(task.context.numerics));
  auto& checkpoints = *task.context.checkpoints;
  State state;
  if (auto const kept = checkpoints.load(kPart)) state = restore(*kept, task.net, optimizer);
  auto const now = [&] { return snapshot(state, task.net, optimizer); };
  while (state.epoch < run.budget.epochs) {
    auto const order = at::randperm(n, at::detail::createCPUGenerator(task.context.seeds("order", state.epoch)));
    while (state.sums.steps < steps) {
      auto const fault = learn(task, optimizer, order, state.epoch, steps, state.sums);
      if (!fault.empty()) {
        state.diverged =
            train::not_finite(fault, state.epoch, fmt::format("step {}", state.sums.steps + 1), checkpoints);
        return state;
      }
      task.context.progress.step(state.epoch + 1, run.budget.epochs, state.sums.steps, steps,
                                 state.sums.images_per_second());
      checkpoints.after_step(kPart, now);
    }
    state.curves["test_error"].push_back(digit_error(task, task.parts.test));
    state.curves["train_error"].push_back(digit_error(task, task.parts.train));
    state.curves["train_loss"].push_back(state.sums.mean_loss());
    state.curves["seconds"].push_back(state.sums.seconds);
    task.context.progress.epoch({state.epoch + 1, run.budget.epochs, state.sums.mean_loss(),
                                 state.curves["train_error"].back(), state.curves["test_error"].back(),
                                 state.sums.images_per_second()});
    state.sums = {};
    ++state.epoch;
    checkpoints.after_epoch(kPart, now);
  }
  return state;
}

Net make_net(train::Context const& context, Run const& run, Strings const& strings, int64_t digits) {
  Shape const shape{{1, kRows, strings.x.size(3)}, digits + 1};
  auto net = models::make(run.model, shape, run.method.dropout, context.seeds("init"));
  train::place_net(net, context.numerics);
  return net;
}

Outcome transcribe(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  require_meaning(run);
  auto const digits = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const parts = make_strings(digits, protocol.unseen, protocol.train, protocol.test);
  auto const net = make_net(context, run, parts.train, digits.train.classes);
  auto const state = train_all({context, run, net, parts});
  Outcome out;
  out.status = state.diverged.empty() ? Status::done : Status::diverged;
  out.reason = state.diverged;
  out.data = train::data_record(digits);
  out.data["train_size"] = parts.train.size();
  out.data["test_size"] = parts.test.size();
  out.environment = context.environment();
  for (auto const& [name, values] : state.curves) out.curve[name] = values;
  out.parameters["net"] = train::digest(net.state());
  out.metrics["parameters"] = net.parameter_count();
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  if (state.curves.empty()) return out;
  out.metrics["test_error"] = summarize(state.curves.at("test_error"), {});
  out.metrics["train_error"] = state.curves.at("train_error").back();
  train::add_pace(out.metrics, state.curves.at("seconds"), parts.train.size());
  return out;
}

Register const registered_structured("structured", transcribe);

}  // namespace
}  // namespace mixup::structured
