#include "mix/step.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>

#include <algorithm>

#include "mix/targets.hpp"

namespace mixup::mix {

at::Tensor add_noise(at::Tensor const& x, at::Tensor const& sigma, uint64_t seed) {
  auto const* const each = sigma.data_ptr<float>();
  if (std::all_of(each, each + sigma.numel(), [](float s) { return s == 0; })) return x;  // a draw is not free
  auto generator = at::detail::createCPUGenerator(seed);
  auto const noise = at::randn(x.sizes(), generator, at::TensorOptions(at::kFloat)).to(x.device());
  std::vector<int64_t> shape(static_cast<size_t>(x.dim()), 1);
  shape[1] = -1;
  return x + noise * sigma.to(x.device()).view(shape);
}

StepResult step(Forward const& forward, at::Tensor const& x, at::Tensor const& y, int64_t classes, Method const& method,
                Blend const& blend) {
  auto const q = smooth_one_hot(y, classes, method.smooth);
  auto const logits = forward(x, method.at, [&](at::Tensor const& h) { return blend.input(h); });
  auto const on_labels = label_weights(method.labels, blend.weights);
  auto const targets = Blend{on_labels, blend.rows, false, {}}(q);
  return {soft_cross_entropy(logits, targets), logits, targets,
          weighted_error(logits.detach(), y, on_labels, blend.rows)};
}

}  // namespace mixup::mix
