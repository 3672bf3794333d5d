#include "experiments/structured/lesson.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "mix/pairing.hpp"
#include "train/schedule.hpp"

namespace mixup::structured {
namespace {

/// Strings `indices` of a part, as wide as the longest of them.
Strings rows(Strings const& all, at::Tensor const& indices) {
  Strings out;
  for (int64_t k = 0; k < indices.numel(); ++k) {
    auto const i = static_cast<size_t>(indices[k].item<int64_t>());
    out.frames.push_back(all.frames[i]);
    out.transcripts.push_back(all.transcripts[i]);
  }
  auto const longest = *std::max_element(out.frames.begin(), out.frames.end());
  out.x = all.x.index_select(0, indices).narrow(3, 0, longest);
  return out;
}

}  // namespace

at::Tensor loss_of(Task const& task, Strings const& batch, mix::Blend const& blend) {
  auto const device = task.context.numerics.device;
  std::vector<int64_t> answers;
  std::vector<Transcript> partners;
  for (int64_t b = 0; b < batch.size(); ++b) {
    auto const own = static_cast<size_t>(b), other = static_cast<size_t>(blend.rows[b][1].item<int64_t>());
    bool const alone = blend.weights[b][1].item<float>() == 0;  // ERM's recordings end where they end
    answers.push_back(answers_of(alone ? batch.frames[own] : std::max(batch.frames[own], batch.frames[other])));
    partners.push_back(batch.transcripts[other]);
  }
  auto const logits = train::forward(task.context.numerics, task.net, blend.input(batch.x).to(device));
  auto const weights = blend.weights.to(device);
  auto loss = weights.select(1, 0) * ctc(logits, answers, batch.transcripts);
  if (blend.weights.select(1, 1).any().item<bool>())
    loss = loss + weights.select(1, 1) * ctc(logits, answers, partners);
  return loss.mean();
}

std::string learn(Task const& task, train::Optimizer& optimizer, at::Tensor const& order, int64_t epoch, int64_t steps,
                  train::EpochSums& sums) {
  auto const start = std::chrono::steady_clock::now();
  auto const& run = task.run;
  int64_t const step = sums.steps, begin = step * run.budget.batch;
  auto const seed = [&](char const* stream) { return task.context.seeds(stream, epoch, step); };
  auto const indices = order.narrow(0, begin, std::min(run.budget.batch, order.numel() - begin));
  auto const batch = rows(task.parts.train, indices);
  auto const method = train::method_at(run.method, epoch);
  auto const partners = mix::draw_partners(method, indices, {}, {}, seed("pair"));
  auto const blend = mix::draw_blend(method, partners.rows, batch.x.sizes(), seed("lambda"), seed("box"));
  optimizer.set_rate(train::learning_rate(run.optimizer, epoch, step, steps));
  optimizer.zero_grad();
  auto const loss = loss_of(task, batch, blend);
  double const value = loss.item<double>();
  if (!std::isfinite(value)) return "the loss";
  loss.backward();
  if (!optimizer.finite_gradients().item<bool>()) return "the gradient";
  optimizer.step();
  sums.loss += value * static_cast<double>(batch.size());
  sums.images += batch.size();
  ++sums.steps;
  sums.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return "";
}

double digit_error(Task const& task, Strings const& all) {
  constexpr int64_t kBatch = 50;
  at::NoGradGuard const no_grad;
  task.net.train(false);
  int64_t wrong = 0, said = 0;
  for (int64_t begin = 0; begin < all.size(); begin += kBatch) {
    auto const count = std::min(kBatch, all.size() - begin);
    auto const x = all.x.narrow(0, begin, count).to(task.context.numerics.device);
    auto const logits = train::forward(task.context.numerics, task.net, x).to(at::kFloat).cpu();
    for (int64_t k = 0; k < count; ++k) {
      auto const i = static_cast<size_t>(begin + k);
      wrong += edits(best_path(logits[k], answers_of(all.frames[i])), all.transcripts[i]);
      said += static_cast<int64_t>(all.transcripts[i].size());
    }
    task.context.checkpoints->stop_if_asked();
  }
  task.net.train(true);
  return 100 * static_cast<double>(wrong) / static_cast<double>(said);
}

}  // namespace mixup::structured
