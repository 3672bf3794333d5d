#include "mix/lambda.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/_standard_gamma.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/zeros.h>

namespace mixup::mix {

at::Tensor draw_weights(Method const& method, int64_t batch, uint64_t seed) {
  auto const rows = method.lambda_per == LambdaPer::batch ? 1 : batch;
  auto const options = at::TensorOptions(at::kDouble);
  if (method.alpha == 0) {
    auto weights = at::zeros({batch, method.order}, options.dtype(at::kFloat));
    weights.select(1, 0).fill_(1);
    return weights;
  }
  // A Dirichlet sample is Gamma(alpha) variates over their sum. For small alpha they underflow to 0 / 0, so they are
  // drawn as logarithms: Gamma(a) = Gamma(a + 1) U^(1/a) (Marsaglia and Tsang 2000), and the quotient is a softmax.
  auto generator = at::detail::createCPUGenerator(seed);
  auto const gamma = at::_standard_gamma(at::full({rows, method.order}, method.alpha + 1, options), generator);
  auto const uniform = at::rand({rows, method.order}, generator, options).clamp_min(0x1p-54);
  auto const weights = at::softmax(gamma.log() + uniform.log() / method.alpha, 1);
  return weights.to(at::kFloat).expand({batch, method.order}).contiguous();
}

}  // namespace mixup::mix
