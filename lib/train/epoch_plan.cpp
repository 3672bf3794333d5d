#include "train/epoch_plan.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/randperm.h>

#include <algorithm>

#include "train/parallel/shard.hpp"

namespace mixup::train {

at::Tensor draw_order(Learner const& learner, int64_t epoch) {
  auto generator = at::detail::createCPUGenerator(learner.context.seeds("order", epoch));
  return at::randperm(learner.data.y.numel(), generator);
}

std::vector<Step> plan_steps(Learner const& learner, Method const& method, at::Tensor const& order, int64_t epoch,
                             int64_t begin, int64_t end) {
  auto const& run = learner.run;
  auto const& seeds = learner.context.seeds;
  auto const& group = *learner.context.together.group;
  int64_t const batch = run.budget.batch;
  Pieces const pieces(run.budget);
  std::vector<Step> steps;
  for (int64_t number = begin; number < end; ++number) {
    int64_t const last = std::min((number + 1) * batch, order.numel());  // the last, smaller batch is kept
    Step step{number, last - number * batch, {}};
    step.pieces_of_all = (step.examples + pieces.size - 1) / pieces.size;
    int64_t draw = number * pieces.count;
    for (int64_t first = number * batch; first < last; first += pieces.size, ++draw) {
      if (!is_ours(group, draw % pieces.count, pieces)) continue;
      auto const indices = order.narrow(0, first, std::min(pieces.size, last - first));
      auto const y = method.pair.among == Among::own_class ? learner.data.y.index_select(0, indices) : at::Tensor();
      auto partners = mix::draw_partners(method, indices, y, learner.neighbors, seeds("pair", epoch, draw));
      bool const alone = partners.extra.numel() == 0;
      Want want{alone ? indices : at::cat({indices, partners.extra}), run.data.augment, seeds("augment", epoch, draw)};
      step.pieces.push_back({std::move(partners), std::move(want),
                             static_cast<double>(indices.numel()) / static_cast<double>(step.examples), draw});
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<int64_t> input_sizes(Dataset const& data, Want const& want) {
  auto sizes = example_shape(data);
  sizes.insert(sizes.begin(), want.indices.numel());
  return sizes;
}

std::vector<Want> wants(std::vector<Step> const& steps) {
  std::vector<Want> out;
  for (auto const& step : steps)
    for (auto const& piece : step.pieces) out.push_back(piece.want);
  return out;
}

}  // namespace mixup::train
