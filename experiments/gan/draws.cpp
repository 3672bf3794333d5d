#include "experiments/gan/draws.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>

#include "data/points.hpp"
#include "mix/lambda.hpp"

namespace mixup::gan {
namespace {

/// lambda ~ U(0, alpha), one a point or one for all.
at::Tensor uniform(Method const& method, int64_t count, uint64_t seed) {
  auto const rows = method.lambda_per == LambdaPer::batch ? 1 : count;
  auto generator = at::detail::createCPUGenerator(seed);
  return (at::rand({rows, 1}, generator, at::kFloat) * method.alpha).expand({count, 1}).contiguous();
}

}  // namespace

at::Tensor draw_latent(int64_t count, int64_t latent, uint64_t seed) {
  return at::randn({count, latent}, at::detail::createCPUGenerator(seed), at::kFloat);
}

std::vector<Draw> draw(train::Context const& context, Run const& run, Spec const& spec, int64_t iteration) {
  bool const demo = spec.lambda_law == LambdaLaw::authors_demo;
  int64_t const steps = spec.discriminator_steps + 1, n = run.budget.batch * (demo ? 2 : 1);
  auto const device = context.numerics.device;
  auto const real = draw_points(run.data.name, steps * n, context.seeds("real", 0, iteration)).x.to(device);
  auto const latent = draw_latent(steps * n, spec.latent, context.seeds("latent", 0, iteration)).to(device);
  std::vector<Draw> draws;
  for (int64_t k = 0; k < steps; ++k) {
    auto const seed = [&](char const* stream) { return context.seeds(stream, 0, iteration * steps + k); };
    Draw draw{real.narrow(0, k * n, n), latent.narrow(0, k * n, n), {}, {}};
    if (run.method.alpha > 0)
      draw.lambda = (demo ? uniform(run.method, n, seed("lambda"))
                          : mix::draw_weights(run.method, n, seed("lambda")).narrow(1, 0, 1))
                        .to(device);
    if (demo) draw.order = at::randperm(n, at::detail::createCPUGenerator(seed("shuffle")), at::kLong).to(device);
    draws.push_back(draw);
  }
  return draws;
}

}  // namespace mixup::gan
