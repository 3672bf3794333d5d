// adversarial: how robust nets are that never saw an adversarial example (section 3.5, Table 3): FGSM and I-FGSM, with
// the net's own gradients (white box) and with those of another ERM net (black box); PGD beside them.
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>

#include <algorithm>
#include <chrono>

#include "attack.hpp"
#include "data/loader.hpp"
#include "experiments/experiment.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"

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

/// Errors in percent, {"top1", "top5"}, of ranks of the true label.
Json errors(std::vector<at::Tensor> const& ranks) {
  auto const rank = at::cat(ranks);
  auto const percent = [](at::Tensor const& mask) { return 100 * mask.to(at::kDouble).mean().item<double>(); };
  return {{"top1", percent(rank >= 1)}, {"top5", percent(rank >= 5)}};
}

/// How many classes are not less likely than the true one, itself not counted: a tie is no merit, nor is a NaN.
at::Tensor ranks(Victim const& judge, at::Tensor const& x, at::Tensor const& y) {
  at::NoGradGuard const no_grad;
  auto const logits = judge.logits(x);
  return ((~(logits < logits.gather(1, y.unsqueeze(1)))).sum(1) - 1).cpu();
}

/// The first `examples` of the test part in batches, each given to `attack`, which returns what the judge is shown.
template <class Perturb>
Json errors_under(train::Session const& session, Dataset const& data, int64_t examples, Victim const& judge,
                  Perturb perturb) {
  constexpr int64_t kBatch = 100;
  std::vector<Want> wants;
  for (int64_t begin = 0; begin < examples; begin += kBatch)
    wants.push_back({at::arange(begin, std::min(begin + kBatch, examples), at::kLong), Augment::none, 0});
  Loader loader(data, session.decoders(), wants);
  std::vector<at::Tensor> all;
  for (size_t i = 0; i < wants.size(); ++i) {
    auto const batch = loader.next();
    auto const x = batch.x.to(session.device()), y = batch.y.to(session.device());
    all.push_back(ranks(judge, perturb(x, y, session.seed("attack", 0, static_cast<int64_t>(i))), y));
  }
  return errors(all);
}

Json attacked(train::Session const& session, Dataset const& data, int64_t examples, Victim const& source,
              Victim const& judge, Attack const& attack) {
  return errors_under(session, data, examples, judge, [&](at::Tensor const& x, at::Tensor const& y, uint64_t seed) {
    return perturb(source, x, y, attack, seed);
  });
}

/// The net of the row, and the ERM net of another seed on which black-box examples are crafted.
struct Nets {
  train::Trained judged, source;
};

Nets nets(train::Session const& session, Run const& run, Protocol const& protocol, Splits const& data) {
  Run source = run;
  source.method = Method{};
  source.seed = run.seed + protocol.other_seed;
  train::Session const other = session.of_seed(source.seed);
  auto const its_data = load(source.data, session.place(), static_cast<uint64_t>(source.seed));
  return {train::trained_net(session, run, data), train::trained_net(other, source, its_data)};
}

Outcome attack(train::Session const& session, Run const& run) {
  auto const protocol = from_json<Protocol>(run.protocol, "/protocol");
  auto const data = load(run.data, session.place(), static_cast<uint64_t>(run.seed));
  Outcome out;
  out.data = data.identity;
  out.environment = session.environment();
  auto const [judged, source] = nets(session, run, protocol, data);
  for (auto const* net : {&judged, &source})
    if (net->status != "done") return out.status = net->status, out.reason = net->reason, out;

  auto const start = std::chrono::steady_clock::now();
  int64_t const all = data.test.y.numel(), examples = protocol.examples > 0 ? std::min(protocol.examples, all) : all;
  auto const own = victim(judged.net, data.test), other = victim(source.net, data.test);
  Attack const fgsm{protocol.epsilon, 1, 1, 0, protocol.clip};
  Attack const ifgsm{protocol.epsilon, protocol.steps, 1.0 / static_cast<double>(protocol.steps), 0, protocol.clip};
  Attack const pgd{protocol.epsilon, protocol.pgd_steps, protocol.pgd_step, protocol.pgd_restarts, protocol.clip};
  out.metrics["clean"] = errors_under(session, data.test, examples, own,
                                      [](at::Tensor const& x, at::Tensor const&, uint64_t) { return x; });
  out.metrics["white"] = {{"fgsm", attacked(session, data.test, examples, own, own, fgsm)},
                          {"ifgsm", attacked(session, data.test, examples, own, own, ifgsm)},
                          {"pgd", attacked(session, data.test, examples, own, own, pgd)}};
  out.metrics["black"] = {{"fgsm", attacked(session, data.test, examples, other, own, fgsm)},
                          {"ifgsm", attacked(session, data.test, examples, other, own, ifgsm)}};
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.data = train::data_record(data);
  out.metrics["attack_seconds"] = seconds;
  out.metrics["images_per_second"] = 6 * static_cast<double>(examples) / seconds;  // the clean ones and five attacks
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  out.environment["net"] = judged.origin;
  out.environment["source_net"] = source.origin;
  return out;
}

Register const registered_adversarial("adversarial", attack);

}  // namespace
}  // namespace mixup::adversarial
