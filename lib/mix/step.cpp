#include "mix/step.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

#include "mix/targets.hpp"

namespace mixup::mix {

at::Tensor draw_noise(at::IntArrayRef input, at::Tensor const& sigma, uint64_t seed) {
  auto const* const each = sigma.data_ptr<float>();
  if (std::all_of(each, each + sigma.numel(), [](float s) { return s == 0; })) return {};  // draws are not free
  auto generator = at::detail::createCPUGenerator(seed);
  std::vector<int64_t> shape(input.size(), 1);
  shape[1] = -1;
  return at::randn(input, generator, at::TensorOptions(at::kFloat)) * sigma.view(shape);
}

at::Tensor add_noise(at::Tensor const& x, at::Tensor const& noise) { return noise.defined() ? x + noise : x; }

StepResult step(Forward const& forward, at::Tensor const& x, at::Tensor const& y, Meaning const& meaning,
                Method const& method, Blend const& blend) {
  auto const q = targets_of(meaning, y, method.smooth);
  auto const logits = forward(x, blend.layer.value_or(method.at), [&](at::Tensor const& h) { return blend.input(h); });
  auto const on_labels = label_weights(method.labels, blend.weights);
  auto const targets = Blend{on_labels, blend.rows}(q);
  auto const error = meaning.numbers.defined() ? at::zeros({}, logits.options().requires_grad(false))
                                               : weighted_error(logits.detach(), y, on_labels, blend.rows);
  return {meaning.loss().of(logits, targets), logits, targets, error, meaning.loss().gradient};
}

}  // namespace mixup::mix
