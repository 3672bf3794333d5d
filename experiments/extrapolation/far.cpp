#include "experiments/extrapolation/far.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

#include "core/error.hpp"

namespace mixup::extrapolation {
namespace {

/// `x`, uint8 [N, C, H, W], in the units of `near`.
Dataset as(Dataset const& near, at::Tensor const& x) {
  Dataset out = near;
  out.x = x.contiguous();
  out.y = at::zeros({x.size(0)}, at::kLong);
  out.resident = nullptr;
  return out;
}

Splits load_cifar100(train::Context const& context, Run const& run, int64_t count) {
  auto spec = run.data;
  spec.name = "cifar100";
  spec.train_limit = 1;
  spec.test_limit = count;
  auto place = context.place;
  place.folder.clear();  // that of the run's own set
  return load(spec, place, static_cast<uint64_t>(run.seed));
}

}  // namespace

std::map<std::string, Dataset> far_sets(train::Context const& context, Run const& run, Dataset const& near,
                                        int64_t count, Json& data) {
  if (!near.x.defined() || near.x.scalar_type() != at::kByte || count > near.x.size(0))
    throw error(Exit::usage, "/protocol/far: got {}, allowed up to {} test images, of a set of images", count,
                near.y.numel());
  auto const other = load_cifar100(context, run, count);
  for (auto const& file : other.identity.at("files")) data["files"].push_back(file);
  auto const some = near.x.narrow(0, 0, count);
  auto generator = at::detail::createCPUGenerator(context.seeds("far"));
  auto const noise = at::randint(256, some.sizes(), generator, at::kByte);
  return {{"cifar100", as(near, other.test.x)}, {"noise", as(near, noise)}, {"channels", as(near, some.flip({1}))}};
}

double auroc(std::vector<double> const& high, std::vector<double> const& low) {
  auto sorted = low;
  std::sort(sorted.begin(), sorted.end());
  double sum = 0;  // of pairs in which `high` is larger
  for (double value : high) {
    auto const [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    sum += static_cast<double>(first - sorted.begin()) + static_cast<double>(last - first) / 2;
  }
  return 100 * sum / (static_cast<double>(high.size()) * static_cast<double>(low.size()));
}

std::vector<double> histogram(std::vector<double> const& values, size_t bins) {
  std::vector<double> out(bins);
  for (double value : values) {
    auto const bin = std::min(static_cast<size_t>(std::max(value, 0.0) * static_cast<double>(bins)), bins - 1);
    out[bin] += 100 / static_cast<double>(values.size());
  }
  return out;
}

}  // namespace mixup::extrapolation
