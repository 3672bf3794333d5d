#include "train/context.hpp"

#include <ATen/Version.h>

#include <algorithm>

#include "core/cores.hpp"
#include "models/catalog.hpp"
#include "train/machine.hpp"
#include "train/parallel/c10d_group.hpp"
#include "train/process.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

Json conditions(Options const& options, Numerics const& numerics, int threads, int ranks) {
  return {{"libtorch", libtorch_version()},
          {"onednn", at::get_mkldnn_version()},
          {"blas", blas_version()},
          {"cpu", cpu_model()},
          {"capability", cpu_capability()},
          {"device", numerics.device.str()},
          {"precision", numerics.precision()},
          {"kernels", numerics.ways.text()},
          {"memory_format", numerics.channels_last ? "channels_last" : "contiguous"},
          {"memory", options.return_memory ? "returned" : "kept"},
          {"threads", threads},
          {"ranks", ranks}};
}

}  // namespace

Context Context::of_seed(int64_t seed) const {
  Context other = *this;
  other.seeds.run = static_cast<uint64_t>(seed);
  return other;
}

Json Context::environment() const {
  auto out = conditions;
  out.update(*ways);
  if (together.group->size() > 1) out.update({{"backend", together.group->backend()}, {"hosts", together.hosts}});
  if (auto const& resumed = checkpoints->resumed(); !resumed.empty()) out["resumed"] = resumed;
  return out;
}

Context make_context(Options const& options, Run const& run, Progress& progress, Together const& together) {
  auto policy = models::find(run.model.name).compute;
  if (run.method.at != 0) policy.structure = models::Structure::any;  // a blend between its layers is one more
  int const threads = set_up_process(options, policy, progress, together.crowd);
  auto const numerics = choose_numerics(options, policy, progress, together.local);
  if (numerics.device.is_cuda()) use_nccl(*together.group, numerics.device);
  auto const made_under = conditions(options, numerics, threads, together.group->size());
  return {numerics,
          {static_cast<uint64_t>(run.seed)},
          options.place,
          options.decoders > 0 ? options.decoders : std::max(1, usable_cores() / together.crowd),
          options.weights,
          options.keep_weights,
          made_under,
          progress,
          std::make_shared<Json>(Json::object()),
          std::make_shared<Checkpoints>(options, run, made_under, progress, together.group),
          together};
}

}  // namespace mixup::train
