// golden_gan: the GAN under the law of the authors' demo against PyTorch: tests/golden/gan_step.json, made by the
// script beside it.
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>

#include "core/table.hpp"
#include "experiments/gan/players.hpp"
#include "models/golden_fill.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kHalf = 32;  // as in the script
constexpr int64_t kSteps = 3;  // rounds of five steps of the discriminator and one of the generator

Run demo_law() {
  for (auto const& table : all_tables())
    if (table.experiment == "gan")
      return resolve(table, *table.row("ring8-mixup-demo_law"), "demo", 1,
                     {{"model", {{"width", 0.05}}}, {"budget", {{"batch", kHalf}}}});
  throw error(Exit::bug, "no table gan");
}

gan::Draw draw(uint32_t k) {
  return {2 * noise(100 + k, {2 * kHalf, 2}), 2 * noise(200 + k, {2 * kHalf, 2}),
          0.2 * (noise(300 + k, {2 * kHalf, 1}) + 0.5),
          (37 * at::arange(2 * kHalf, at::kLong) + 11).remainder(2 * kHalf)};
}

}  // namespace

TEST_CASE("rounds of the authors' demo have PyTorch's losses, and the generator they leave has its samples") {
  auto const golden = read_json(MIXUP_TEST_DIR "/golden/gan_step.json");
  auto const run = demo_law();
  Options options;
  options.device = "cpu";
  options.threads = 1;
  Progress quiet;
  auto const context = train::make_context(options, run, quiet);
  auto const spec = gan::read_spec(run);
  gan::Players players(context, run, spec);
  fill(players.generator_parameters());
  fill(players.discriminator_parameters());
  auto const theirs = [&](char const* player, size_t i) {
    return Approx(golden["losses"][player][i].get<double>()).epsilon(1e-4);
  };
  for (size_t k = 0; k < 6 * kSteps; ++k) {
    INFO("step " << k);
    auto const drawn = draw(static_cast<uint32_t>(k));
    if (k % 6 < 5)
      CHECK(players.teach_discriminator(drawn, players.generate(drawn.latent)).item<double>() ==
            theirs("discriminator", k / 6 * 5 + k % 6));
    else
      CHECK(players.teach_generator(drawn).item<double>() == theirs("generator_fake_half", k / 6));
  }
  CHECK(distance(players.generate(2 * noise(400, {20, 2})), golden["samples"]) < 1e-3);
}
