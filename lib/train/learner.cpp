// learner: what is found once, before the first epoch.
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>

#include "core/error.hpp"
#include "data/resident.hpp"
#include "mix/pairing.hpp"
#include "models/catalog.hpp"
#include "train/epoch.hpp"
#include "train/parallel/shard.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

mix::Meaning meaning_of(Dataset const& data, at::Device device) {
  auto const& numbers = data.numbers.standard;
  return {data.classes, numbers.defined() ? numbers.to(device) : numbers};
}

/// Sigma of each channel in units of the normalised input; pixel units are stretched by 1 / std (docs/deviations.md).
at::Tensor noise_of(Method const& method, Dataset const& data) {
  auto sigma = at::full({example_shape(data)[0]}, method.noise, at::kFloat);
  if (method.noise_unit == NoiseUnit::pixel)
    for (size_t c = 0; c < data.std.size(); ++c) sigma[static_cast<int64_t>(c)].div_(data.std[c]);
  return sigma;
}

/// Neighbours in normalised pixels or features, without augmentation, or by label; undefined when no partner is looked
/// for among them.
at::Tensor find_neighbors(Method const& method, Dataset const& data, Seeds const& seeds) {
  if (method.pair.by == By::label) return mix::like_labels(data.numbers.standard, method.pair, seeds("partners"));
  if (method.pair.by != By::nearest) return {};
  if (data.examples)
    throw error(Exit::usage, "/method/pair/by: nearest needs all pictures in memory, allowed here: random");
  auto const everything = make_batch(data, at::arange(data.y.numel(), at::kLong), Augment::none, 0);
  return mix::nearest_neighbors(everything.x.cpu(), everything.y.cpu(), method.pair);
}

/// This loop's steps wait for nothing on a GPU.
Optimizer::Way way_here(Numerics const& numerics) {
  bool const device = numerics.device.is_cuda() && kHasFusedUpdates;
  return device ? Optimizer::Way::device : way_of(numerics);
}

bool several(Context const& context) { return context.together.group->size() > 1; }

}  // namespace

Learner::Learner(Context const& its_context, Run const& its_run, Net const& its_net, Dataset const& its_data)
    : context(its_context),
      run(its_run),
      net(its_net),
      data(reside(its_data, context.numerics.device)),
      passes(context.numerics, net),
      exchange(*context.together.group, net.parameters(), net.state()),
      optimizer(run.optimizer, net.parameters(), way_here(context.numerics)),
      meaning(meaning_of(data, context.numerics.device)),
      neighbors(find_neighbors(run.method, data, context.seeds)),
      noise_sigma(noise_of(run.method, data)),
      drops(run.method.dropout > 0 || models::find(run.model.name).dropout == models::Dropout::its_own),
      stepper(context.numerics.device, drops || run.method.any_layer || !optimizer.fused() || several(context)
                                           ? Recorder()
                                           : graph_recorder(context.numerics.device)),
      tally(context.numerics.device, 0, several(context)) {
  require_equal_shares(*context.together.group, run.budget);
  if (!context.numerics.device.is_cuda()) return;
  *context.ways = {{"graph", stepper.records()},
                   {"fused_optimizer", optimizer.fused()},
                   {"resident_data", data.resident != nullptr}};
}

}  // namespace mixup::train
