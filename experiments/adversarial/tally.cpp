#include "tally.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>

#include <algorithm>
#include <chrono>

#include "data/loader.hpp"

namespace mixup::adversarial {
namespace {

constexpr char kPart[] = "attacks";
constexpr int64_t kBatch = 100;

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

}  // namespace

Tally::Tally(train::Context const& context, Dataset const& data, int64_t examples, Victim const& judge)
    : context_(context), data_(data), examples_(examples), judge_(judge) {
  auto const kept = context.checkpoints->load(kPart);
  if (!kept) return;
  done_ = kept->state.at("done");
  doing_ = kept->state.at("doing");
  seconds_ = kept->state.at("seconds");
  for (auto const& [name, tensor] : kept->tensors) ranks_.push_back(tensor);
}

Json Tally::errors_under(std::string const& name, Perturb const& perturb) {
  if (done_.contains(name)) return done_[name];
  if (doing_ != name) ranks_.clear();
  doing_ = name;
  judge_batches(perturb);
  done_[name] = errors(ranks_);
  ranks_.clear();
  context_.checkpoints->after_epoch(kPart, [this] { return snapshot(); });
  return done_[name];
}

Json Tally::errors_under(std::string const& name, Victim const& source, Attack const& attack) {
  return errors_under(name, [&](at::Tensor const& x, at::Tensor const& y, uint64_t seed) {
    return perturb(source, x, y, attack, seed);
  });
}

void Tally::judge_batches(Perturb const& perturb) {
  auto const begin = static_cast<int64_t>(ranks_.size());
  std::vector<Want> wants;
  for (int64_t first = begin * kBatch; first < examples_; first += kBatch)
    wants.push_back({at::arange(first, std::min(first + kBatch, examples_), at::kLong), Augment::none, 0});
  Loader loader(data_, context_.decoders, wants);
  for (size_t i = 0; i < wants.size(); ++i) {
    auto const start = std::chrono::steady_clock::now();
    auto const batch = loader.next();
    auto const x = batch.x.to(context_.numerics.device), y = batch.y.to(context_.numerics.device);
    auto const seed = context_.seeds("attack", 0, begin + static_cast<int64_t>(i));
    ranks_.push_back(ranks(judge_, perturb(x, y, seed), y));
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    context_.checkpoints->after_step(kPart, [this] { return snapshot(); });
  }
}

train::Snapshot Tally::snapshot() const {
  train::Snapshot out;
  for (size_t i = 0; i < ranks_.size(); ++i) out.tensors.emplace_back(fmt::format("{:06}", i), ranks_[i]);
  out.state = {{"done", done_}, {"doing", doing_}, {"seconds", seconds_}};
  out.where = fmt::format("{}, batch {}", doing_, ranks_.size());
  return out;
}

}  // namespace mixup::adversarial
