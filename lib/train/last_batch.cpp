// last_batch: where a batch of one example occurs, the net is tried on one, and its statistics are put back.
#include "train/last_batch.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <cstring>

#include "core/error.hpp"

namespace mixup::train {
namespace {

/// How many are left for the last piece of `size`.
int64_t last_of(int64_t count, int64_t size) { return (count - 1) % size + 1; }

bool has_single_example(int64_t examples, Budget const& budget) {
  auto const piece = budget.micro_batch > 0 ? budget.micro_batch : budget.batch;
  bool const whole = examples >= budget.batch && last_of(budget.batch, piece) == 1;
  return whole || last_of(last_of(examples, budget.batch), piece) == 1;
}

/// False when a batch norm refuses one example of this shape. The net stays as it is.
bool takes_one_example(Context const& context, Net const& net, Dataset const& data) {
  at::NoGradGuard const no_grad;
  NamedTensors before;
  for (auto const& [name, tensor] : net.state())
    if (!tensor.requires_grad()) before.emplace_back(name, tensor.clone());
  auto shape = example_shape(data);
  shape.insert(shape.begin(), 1);
  bool taken = true;
  try {
    forward(context.numerics, net, at::zeros(shape, at::kFloat).to(context.numerics.device));
  } catch (c10::Error const& e) {
    taken = std::strstr(e.what(), "more than 1 value per channel") == nullptr;
    if (taken) throw;
  }
  auto old = before.begin();
  for (auto const& [name, tensor] : net.state())
    if (old != before.end() && old->first == name) tensor.copy_((old++)->second);
  return taken;
}

}  // namespace

void require_batch_norms(Context const& context, Run const& run, Net const& net, Dataset const& data) {
  auto const examples = data.y.numel();
  if (!has_single_example(examples, run.budget) || takes_one_example(context, net, data)) return;
  auto const pieces = run.budget.micro_batch > 0 ? fmt::format(", micro-batches of {},", run.budget.micro_batch) : "";
  throw error(
      Exit::usage,
      "{} examples in batches of {}{} leave one of a single example, of which a batch norm of {} sees one value "
      "per channel: allowed are another --batch, another budget.micro_batch, or --train-limit {}",
      examples, run.budget.batch, pieces, run.model.name, std::max<int64_t>(examples - 1, 2));
}

}  // namespace mixup::train
