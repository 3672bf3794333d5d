// extrapolation: nets that learnt from mixtures, within and beyond [0, 1], far away from the data (section 5).
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>

#include "core/error.hpp"
#include "experiments/extrapolation/far.hpp"
#include "stats/descriptive.hpp"
#include "train/classify.hpp"
#include "train/evaluate.hpp"
#include "train/protocol.hpp"

namespace mixup::extrapolation {
namespace {

constexpr size_t kBins = 20;  // of the figure's histograms

struct Protocol {
  int64_t far = 1000;  // images of each kind that are no CIFAR-10
};

template <class F>
void fields(F& f, Protocol& p) {
  f("far", p.far, {1, 10000});
}

/// Probability of the class that the net answers, of the first `count` images.
std::vector<double> sureness(train::Context const& context, Net const& net, Dataset const& data, int64_t count) {
  auto const answers = train::answer(context, net, data, at::arange(count, at::kLong), data.y,
                                     [&] { context.checkpoints->stop_if_asked(); });
  auto const most = answers.confidence.most.to(at::kDouble).contiguous();
  return {most.data_ptr<double>(), most.data_ptr<double>() + most.numel()};
}

void look_far(Outcome& out, train::Context const& context, Run const& run, Net const& net, Splits const& data) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  auto const near = sureness(context, net, data.test, data.test.y.numel());
  out.figure["near"] = histogram(near, kBins);
  out.metrics["confidence"] = {{"near", 100 * mean(near)}};
  for (auto const& [name, set] : far_sets(context, run, data.test, protocol.far, out.data)) {
    auto const far = sureness(context, net, set, protocol.far);
    out.metrics["confidence"][name] = 100 * mean(far);
    out.metrics["auroc"][name] = auroc(near, far);
    out.figure[name] = histogram(far, kBins);
  }
}

Outcome extrapolate(train::Context const& context, Run const& run) {
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const net = train::make_net(context, run, data);
  auto out = train::outcome(context, data, net, train::fit(context, run, net, data));
  if (out.status == Status::done) look_far(out, context, run, net, data);
  return out;
}

Register const registered_extrapolation("extrapolation", extrapolate);

}  // namespace
}  // namespace mixup::extrapolation
