#include "train/context.hpp"

#include <ATen/Version.h>

#include "core/cores.hpp"
#include "models/catalog.hpp"
#include "train/machine.hpp"
#include "train/process.hpp"
#include "train/torch_version.hpp"

namespace mixup::train {
namespace {

Json conditions(Options const& options, Numerics const& numerics, int threads) {
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
          {"threads", threads}};
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
  if (auto const& resumed = checkpoints->resumed(); !resumed.empty()) out["resumed"] = resumed;
  return out;
}

Context make_context(Options const& options, Run const& run, Progress& progress) {
  auto policy = models::find(run.model.name).compute;
  if (run.method.at != 0) policy.structure = models::Structure::any;  // a blend between its layers is one more
  int const threads = set_up_process(options, policy, progress);
  auto const numerics = choose_numerics(options, policy, progress);
  auto const made_under = conditions(options, numerics, threads);
  return {numerics,
          {static_cast<uint64_t>(run.seed)},
          options.place,
          options.decoders > 0 ? options.decoders : usable_cores(),
          options.weights,
          options.keep_weights,
          made_under,
          progress,
          std::make_shared<Json>(Json::object()),
          std::make_shared<Checkpoints>(options, run, made_under, progress)};
}

}  // namespace mixup::train
