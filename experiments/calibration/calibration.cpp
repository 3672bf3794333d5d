// calibration: whether the nets of `cifar` know how sure they may be, on clean test images and on corrupted ones.
#include <chrono>

#include "core/error.hpp"
#include "experiments/calibration/corruptions.hpp"
#include "train/classify.hpp"
#include "train/evaluate.hpp"
#include "train/machine.hpp"
#include "train/nets.hpp"
#include "train/protocol.hpp"
#include "train/weights.hpp"

namespace mixup::calibration {
namespace {

/// What the net answers minus what is right of it, in percent: above 0 it is too sure.
double overconfidence(train::Score const& score) {
  auto const& bins = score.calibration.reliability;
  double sure = 0, count = 0;
  for (size_t b = 0; b < bins.at("count").size(); ++b) {
    sure += bins["count"][b].get<double>() * bins["confidence"][b].get<double>();
    count += bins["count"][b].get<double>();
  }
  return 100 * sure / count - (100 - score.error);
}

Json scores(train::Score const& score) {
  return {{"error", score.error},
          {"nll", score.loss},
          {"ece", score.calibration.ece},
          {"overconfidence", overconfidence(score)}};
}

/// Adds each figure of `scores` over `count` to that of `mean`.
void add_share(Json& mean, Json const& scores, double count) {
  for (auto const& [name, value] : scores.items())
    mean[name] = (mean.contains(name) ? mean[name].get<double>() : 0) + value.get<double>() / count;
}

void judge_corrupted(Outcome& out, train::Context const& context, Net const& net, Dataset const& test) {
  if (test.x.scalar_type() != at::kByte)
    throw error(Exit::usage, "/data/name: corruptions are of images, allowed cifar10, cifar100");
  auto const count = static_cast<double>(corruptions().size());
  int64_t number = 0;
  for (auto const& kind : corruptions()) {
    auto set = test;
    set.resident = nullptr;
    set.x = corrupted(kind, test.x, context.seeds("corruption", 0, number++));
    auto const found = scores(train::evaluate(context, net, set, [&] { context.checkpoints->stop_if_asked(); }));
    out.metrics[kind.name] = found;
    add_share(out.metrics["corrupted"], found, count);
    add_share(out.metrics[kind.noise ? "noise" : "blur"], found, count / 2);
    out.figure["error"].push_back(found["error"]);
    out.figure["ece"].push_back(found["ece"]);
  }
}

Outcome judge(train::Context const& context, Run const& run) {
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  auto const trained = train::trained_net(context, run, data);
  Outcome out;
  out.status = trained.status;
  out.reason = trained.reason;
  out.data = train::data_record(data);
  out.environment = context.environment();  // after the training, which may have been gone on with
  if (out.status != Status::done) return out;
  auto const start = std::chrono::steady_clock::now();
  auto const clean = train::evaluate(context, trained.net, data.test, [&] { context.checkpoints->stop_if_asked(); });
  out.metrics["clean"] = scores(clean);
  out.figure["reliability"] = clean.calibration.reliability;
  judge_corrupted(out, context, trained.net, data.test);
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.metrics["images_per_second"] =
      static_cast<double>(data.test.y.numel() * int64_t(1 + corruptions().size())) / seconds;
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  out.environment["net"] = trained.origin;
  out.parameters["net"] = train::digest(trained.net.state());
  return out;
}

Register const registered_calibration("calibration", judge);

}  // namespace
}  // namespace mixup::calibration
