#include "experiments/gan/players.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/zeros.h>

#include <limits>

#include "models/catalog.hpp"
#include "train/weights.hpp"

namespace mixup::gan {
namespace {

constexpr int64_t kPlane = 2;  // dimensions of a point

Net make_player(train::Context const& context, Run const& run, int64_t in, int64_t out, int64_t which) {
  auto net = models::make(run.model, {{in}, out}, 0, context.seeds("init", 0, which));
  net.to(context.numerics.device);
  return net;
}

at::Tensor stepped(train::Optimizer& optimizer, at::Tensor const& loss) {
  if (!optimizer.finite_gradients().item<bool>()) return at::full_like(loss, std::numeric_limits<double>::quiet_NaN());
  optimizer.step();
  return loss.detach();
}

std::vector<at::Tensor> tensors(NamedTensors const& named) {
  std::vector<at::Tensor> out;
  for (auto const& [name, tensor] : named) out.push_back(tensor);
  return out;
}

}  // namespace

Players::Players(train::Context const& context, Run const& run, Spec const& spec)
    : context_(context),
      run_(run),
      spec_(spec),
      generator_(make_player(context, run, spec.latent, kPlane, 0)),
      discriminator_(make_player(context, run, kPlane, 1, 1)),
      generator_passes_(context.numerics, generator_),
      discriminator_passes_(context.numerics, discriminator_),
      generator_optimizer_(run.optimizer, generator_.parameters(), train::way_of(context.numerics)),
      discriminator_optimizer_(run.optimizer, discriminator_.parameters(), train::way_of(context.numerics)) {}

Losses Players::play(int64_t iteration) {
  auto const draws = draw(context_, run_, spec_, iteration);
  int64_t const steps = spec_.discriminator_steps, n = draws[0].latent.size(0);
  std::vector<at::Tensor> latent;
  for (int64_t k = 0; k < steps; ++k) latent.push_back(draws[static_cast<size_t>(k)].latent);
  auto const fake = generate(at::cat(latent));  // in one pass, since the generator stands still
  auto descended = at::zeros({}, fake.options());
  for (int64_t k = 0; k < steps; ++k)
    descended.add_(teach_discriminator(draws[static_cast<size_t>(k)], fake.narrow(0, k * n, n)));
  auto const climbed = teach_generator(draws.back());
  return {descended.item<double>() / static_cast<double>(steps), climbed.item<double>()};
}

void Players::write(train::Snapshot& snapshot) const {
  train::add(snapshot, "generator", generator_.state());
  train::add(snapshot, "discriminator", discriminator_.state());
  train::add(snapshot, "generator_optimizer", generator_optimizer_.state());
  train::add(snapshot, "discriminator_optimizer", discriminator_optimizer_.state());
}

void Players::read(train::Snapshot const& snapshot) {
  train::copy_into(generator_.state(), train::under(snapshot, "generator"));
  train::copy_into(discriminator_.state(), train::under(snapshot, "discriminator"));
  generator_optimizer_.load(train::under(snapshot, "generator_optimizer"));
  discriminator_optimizer_.load(train::under(snapshot, "discriminator_optimizer"));
}

Json Players::digests() const {
  return {{"generator", train::digest(generator_.state())}, {"discriminator", train::digest(discriminator_.state())}};
}

at::Tensor Players::generate(at::Tensor const& latent) const {
  at::NoGradGuard const no_grad;
  return generator_passes_.forward(latent).to(at::kFloat);
}

int64_t Players::parameter_count() const { return generator_.parameter_count() + discriminator_.parameter_count(); }

Shown Players::for_discriminator(Draw const& draw, at::Tensor const& fake) const {
  if (run_.method.alpha == 0) return side_by_side(draw.real, fake);
  if (spec_.lambda_law == LambdaLaw::paper) return mixed(draw.real, fake, draw.lambda);
  auto const half = run_.budget.batch;
  auto const batch = [&](int64_t k) {
    return side_by_side(draw.real.narrow(0, k * half, half), fake.narrow(0, k * half, half));
  };
  return blended(batch(0), batch(1), draw.order, draw.lambda);  // one shuffle is enough to meet at random
}

/// Real points that are not mixed have no part in the generator's gradient and are left out.
Shown Players::for_generator(Draw const& draw, at::Tensor const& fake) const {
  bool const mixes = run_.method.alpha > 0 && spec_.generator_mixed;
  return mixes ? mixed(draw.real, fake, draw.lambda) : only_fake(fake);
}

at::Tensor Players::teach_discriminator(Draw const& draw, at::Tensor const& fake) {
  discriminator_optimizer_.zero_grad();
  auto const shown = for_discriminator(draw, fake);
  auto const logits = discriminator_passes_.forward(shown.x);
  auto const loss = gan::loss(logits, shown.realness);
  loss.backward();
  discriminator_passes_.go_on_to_parameters(logits);
  return stepped(discriminator_optimizer_, loss);
}

at::Tensor Players::teach_generator(Draw const& draw) {
  generator_optimizer_.zero_grad();
  auto const latent = draw.latent.narrow(0, 0, run_.budget.batch);  // the authors' law draws two batches, for blending
  auto const fake = generator_passes_.forward(latent);
  auto const shown = for_generator(draw, fake.to(at::kFloat));
  auto const logits = discriminator_passes_.forward(shown.x);
  auto const loss = gan::loss(logits, shown.realness);
  // The discriminator's gradients are not wanted and not computed.
  (-loss).backward({}, {}, false, logits.is_leaf() ? std::vector{logits} : tensors(generator_.parameters()));
  discriminator_passes_.go_on_to_input(logits, shown.x);
  generator_passes_.go_on_to_parameters(fake);
  return stepped(generator_optimizer_, loss);
}

at::Tensor Players::discriminate(Shown const& shown) const {
  return loss(discriminator_passes_.forward(shown.x), shown.realness);
}

}  // namespace mixup::gan
