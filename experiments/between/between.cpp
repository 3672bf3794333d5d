// between: what an ERM net and a mixup net do on the way from one training example to another (section 2, Figure 2).
#include <ATen/TensorOperators.h>

#include <chrono>

#include "pairs.hpp"
#include "train/classify.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::between {
namespace {

struct Protocol {
  int64_t pairs = 10000;
  int64_t intervals = 20;  // lambda = 0, 1/20, ..., 1
};

template <class F>
void fields(F& f, Protocol& p) {
  f("pairs", p.pairs, {1, 1e7});
  f("intervals", p.intervals, {2, 10000});
}

/// The figures of the record from the curves over lambda: their means, and the middle, where ERM is worst.
void summarize(Json& metrics, Curves const& curves) {
  auto const put = [&](char const* name, std::vector<double> const& curve) {
    double sum = 0;
    for (double value : curve) sum += value;
    metrics[name] = {{"mean", sum / static_cast<double>(curve.size())},
                     {"ends", (curve.front() + curve.back()) / 2},
                     {"middle", curve[curve.size() / 2]}};
  };
  put("miss", curves.miss);
  put("gradient", curves.gradient);
  put("gradient_of_answer", curves.gradient_of_answer);
}

Outcome look_between(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  if (protocol.intervals % 2 != 0)
    throw error(Exit::usage, "/protocol/intervals: got {}, allowed even numbers: the middle is a figure of its own",
                protocol.intervals);
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const trained = train::trained_net(context, run, data);
  Outcome out;
  out.status = trained.status;
  out.reason = trained.reason;
  out.data = data.identity;
  out.environment = context.environment();  // after the training, which may have been gone on with
  if (out.status != "done") return out;

  auto const start = std::chrono::steady_clock::now();
  auto const pairs = draw_pairs(data.train.y, protocol.pairs, context.seeds("pairs"));
  auto const curves = measure(context, trained.net, data.train, pairs, protocol.intervals);
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.data = train::data_record(data);
  out.figure = {{"lambda", curves.lambda},
                {"miss", curves.miss},
                {"gradient", curves.gradient},
                {"gradient_of_answer", curves.gradient_of_answer}};
  summarize(out.metrics, curves);
  out.metrics["images_per_second"] = static_cast<double>(protocol.pairs * (protocol.intervals + 1)) / seconds;
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  out.environment["net"] = trained.origin;
  out.parameters["net"] = train::digest(trained.net.state());
  return out;
}

Register const registered_between("between", look_between);

}  // namespace
}  // namespace mixup::between
