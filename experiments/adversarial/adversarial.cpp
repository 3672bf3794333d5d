// adversarial: how robust nets are that never saw an adversarial example (section 3.5, Table 3): FGSM and I-FGSM, with
// the net's own gradients (white box) and with those of another ERM net (black box); PGD beside them.
#include <algorithm>

#include "tally.hpp"
#include "train/classify.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::adversarial {
namespace {

struct Protocol {
  double epsilon = 4;  // of 255
  int64_t steps = 10;  // of I-FGSM
  bool clip = true;
  int64_t pgd_steps = 20;
  double pgd_step = 0.125;  // of epsilon
  int64_t pgd_restarts = 3;
  int64_t examples = 0;       // the first N test examples; 0: all
  int64_t other_seed = 1000;  // added to the run's seed: the ERM net on which black-box examples are crafted
};

template <class F>
void fields(F& f, Protocol& p) {
  f("epsilon", p.epsilon, {0, 255});
  f("steps", p.steps, {1, 1000});
  f("clip", p.clip);
  f("pgd_steps", p.pgd_steps, {1, 10000});
  f("pgd_step", p.pgd_step, {0, 2});
  f("pgd_restarts", p.pgd_restarts, {1, 1000});
  f("examples", p.examples, {0, 1e9});
  f("other_seed", p.other_seed, {1, 1000000});
}

/// In eval mode and fp32: the sign of a gradient is worth more than its speed.
Victim victim(Net const& net, Dataset const& data) {
  net.train(false);
  return {[&net](at::Tensor const& x) { return net.forward(x).to(at::kFloat); }, data.mean, data.std};
}

/// The net of the row, and the ERM net of another seed on which black-box examples are crafted.
struct Nets {
  train::Trained judged, source;
};

Nets nets(train::Context const& context, Run const& run, Protocol const& protocol, Splits const& data) {
  Run source = run;
  source.method = Method{};
  source.seed = run.seed + protocol.other_seed;
  auto const other = context.of_seed(source.seed);
  auto const its_data = load(source.data, context.place, static_cast<uint64_t>(source.seed));
  return {train::trained_net(context, run, data), train::trained_net(other, source, its_data)};
}

/// Percentage points that an attack adds to the errors without one: what it fools, apart from what the net gets wrong
/// anyway.
Json added(Json const& attacked, Json const& clean) {
  Json out = Json::object();
  for (auto const& [rank, error] : attacked.items()) out[rank] = error.get<double>() - clean.at(rank).get<double>();
  return out;
}

Outcome attack(train::Context const& context, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  Outcome out;
  out.data = data.identity;
  auto const [judged, source] = nets(context, run, protocol, data);
  out.environment = context.environment();  // after the training, which may have been gone on with
  for (auto const* net : {&judged, &source})
    if (net->status != Status::done) return out.status = net->status, out.reason = net->reason, out;

  int64_t const all = data.test.y.numel(), examples = protocol.examples > 0 ? std::min(protocol.examples, all) : all;
  auto const own = victim(judged.net, data.test), other = victim(source.net, data.test);
  Attack const fgsm{protocol.epsilon, 1, 1, 0, protocol.clip};
  Attack const ifgsm{protocol.epsilon, protocol.steps, 1.0 / static_cast<double>(protocol.steps), 0, protocol.clip};
  Attack const pgd{protocol.epsilon, protocol.pgd_steps, protocol.pgd_step, protocol.pgd_restarts, protocol.clip};
  Tally tally(context, data.test, examples, own);
  out.metrics["clean"] =
      tally.errors_under("clean", [](at::Tensor const& x, at::Tensor const&, uint64_t) { return x; });
  auto const under = [&](char const* name, Victim const& from, Attack const& attack) {
    return tally.errors_under(name, from, attack);
  };
  out.metrics["white"] = {{"fgsm", under("white-box FGSM", own, fgsm)},
                          {"ifgsm", under("white-box I-FGSM", own, ifgsm)},
                          {"pgd", under("white-box PGD", own, pgd)}};
  out.metrics["black"] = {{"fgsm", under("black-box FGSM", other, fgsm)},
                          {"ifgsm", under("black-box I-FGSM", other, ifgsm)}};
  auto& black = out.metrics["black"];
  for (std::string const name : {"fgsm", "ifgsm"}) black[name + "_gain"] = added(black[name], out.metrics["clean"]);
  out.data = train::data_record(data);
  out.metrics["attack_seconds"] = tally.seconds();
  out.metrics["images_per_second"] =
      6 * static_cast<double>(examples) / tally.seconds();  // the clean ones and five attacks
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  out.environment["net"] = judged.origin;
  out.environment["source_net"] = source.origin;
  out.parameters = {{"net", train::digest(judged.net.state())}, {"source_net", train::digest(source.net.state())}};
  return out;
}

Register const registered_adversarial("adversarial", attack);

}  // namespace
}  // namespace mixup::adversarial
