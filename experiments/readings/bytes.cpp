#include "experiments/readings/bytes.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>

#include "core/error.hpp"

namespace mixup::readings {

Hook whole_bytes(Dataset const& data) {
  if (data.mean.empty())
    throw error(Exit::usage, "/protocol/bytes: got true, {} classes of no images; allowed false", data.classes);
  auto const channels = [](std::vector<double> const& values) {
    return at::tensor(values, at::kFloat).view({1, -1, 1, 1});
  };
  auto const mean = channels(data.mean), std = channels(data.std);
  return [mean, std](at::Tensor const& x) {
    auto const m = mean.to(x.device()), s = std.to(x.device());
    auto const bytes = ((x * s + m) * 255).round().clamp(0, 255);
    return (bytes / 255 - m) / s;
  };
}

}  // namespace mixup::readings
