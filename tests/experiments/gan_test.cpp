// gan_test: the game's losses, whose gradients they are, what counts as a mode, and that a run repeats itself.
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "core/table.hpp"
#include "experiments/gan/album.hpp"
#include "train/entry_points.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using Catch::Matchers::Contains;

namespace {

/// A cell of the experiment's own table at demo scale, shortened.
Run short_run(std::string const& row, char const* patch = "{}") {
  for (auto const& table : all_tables())
    if (table.experiment == "gan") {
      Json changes = parse_json(R"({"model": {"width": 0.05}, "budget": {"batch": 32}, "protocol": {"iterations": 6,
          "snapshots": [2, 4], "samples": 50, "judge_samples": 500}})",
                                "test");
      merge(changes, parse_json(patch, "test"));
      return resolve(table, *table.row(row), "demo", 1, changes);
    }
  FAIL("no table gan");
  return {};
}

Options one_thread() {
  Options options;
  options.device = "cpu";
  options.threads = 1;
  return options;
}

Outcome perform(Run const& run) {
  Progress quiet;
  Outcome outcome;
  mixup_run(run, one_thread(), quiet, outcome);
  return outcome;
}

/// What a test of one step needs, in the order in which it must live.
struct Board {
  Run run;
  Progress quiet;
  train::Context context;
  gan::Spec spec;
  gan::Players players;
  explicit Board(Run const& r)
      : run(r),
        context(train::make_context(one_thread(), run, quiet)),
        spec(gan::read_spec(run)),
        players(context, run, spec) {}
};

double value(at::Tensor const& t) { return t.item<double>(); }

double softplus(double x) { return std::log1p(std::exp(x)); }

}  // namespace

TEST_CASE("The loss is the binary cross-entropy, whatever the mixture") {
  auto const logits = at::full({1, 1}, 0.7), lambda = at::full({1, 1}, 0.3);
  CHECK(value(gan::loss(logits, lambda)) == Approx(0.3 * softplus(-0.7) + 0.7 * softplus(0.7)));
}

TEST_CASE("Lambda 1 shows real points as real, lambda 0 generated ones as generated") {
  auto const real = at::randn({8, 2}), fake = at::randn({8, 2}), logits = at::randn({8, 1});
  auto const all_real = gan::mixed(real, fake, at::ones({8, 1})), all_fake = gan::mixed(real, fake, at::zeros({8, 1}));
  CHECK(all_real.x.equal(real));
  CHECK(value(gan::loss(logits, all_real.realness)) == Approx(value(logits.neg().exp().log1p().mean())));
  CHECK(all_fake.x.equal(fake));
  CHECK(value(gan::loss(logits, all_fake.realness)) == Approx(value(logits.exp().log1p().mean())));
}

TEST_CASE("Side by side is half of the GAN's sum") {
  auto const shown = gan::side_by_side(at::zeros({8, 2}), at::ones({8, 2}));
  auto const on_real = at::randn({8, 1}), on_fake = at::randn({8, 1});
  double const sum = value(on_real.neg().exp().log1p().mean()) + value(on_fake.exp().log1p().mean());
  CHECK(shown.x.size(0) == 16);
  CHECK(value(gan::loss(at::cat({on_real, on_fake}), shown.realness)) == Approx(sum / 2));
}

TEST_CASE("The authors' blend mixes realness as it mixes points") {
  auto const a = gan::side_by_side(at::full({1, 2}, 1.), at::full({1, 2}, 2.));  // realness 1, 0
  auto const b = gan::side_by_side(at::full({1, 2}, 3.), at::full({1, 2}, 4.));
  auto const shown = gan::blended(a, b, at::arange(2, at::kLong).flip(0), at::full({2, 1}, 0.25));
  CHECK(value(shown.x[0][0]) == 0.25 * 1 + 0.75 * 4);
  CHECK(value(shown.realness[0][0]) == 0.25);  // real, with a generated point
  CHECK(value(shown.x[1][0]) == 0.25 * 2 + 0.75 * 3);
  CHECK(value(shown.realness[1][0]) == 0.75);
}

TEST_CASE("The discriminator's step lowers its loss and leaves the generator alone; the generator's raises it") {
  for (auto const* row : {"grid25-erm", "grid25-mixup", "grid25-mixup-discriminator", "grid25-mixup-demo_law"}) {
    INFO(row);
    Board game(short_run(row, R"({"optimizer": {"name": "sgd", "lr": 0.01, "momentum": 0}})"));
    auto& players = game.players;
    auto const draws = gan::draw(game.context, game.run, game.spec, 1);
    auto const& draw = draws.back();
    auto const fake = players.generate(draw.latent);
    auto const for_discriminator = players.for_discriminator(draw, fake);
    double const before = value(players.discriminate(for_discriminator));
    CHECK(value(players.teach_discriminator(draw, fake)) == Approx(before));
    CHECK(value(players.discriminate(for_discriminator)) < before);
    CHECK(players.generate(draw.latent).equal(fake));

    auto const raised = [&] {
      auto const latent = draw.latent.narrow(0, 0, game.run.budget.batch);
      return value(players.discriminate(players.for_generator(draw, players.generate(latent))));
    };
    double const low = raised(), same = value(players.discriminate(for_discriminator));
    CHECK(value(players.teach_generator(draw)) == Approx(low));
    CHECK(raised() > low);
    CHECK(value(players.discriminate(for_discriminator)) == same);  // the discriminator did not move
  }
}

TEST_CASE("One pass for all of an iteration's generated points is what one pass per step would give") {
  Board fast(short_run("ring8-mixup")), slow(short_run("ring8-mixup"));
  auto const losses = fast.players.play(1);
  double sum = 0;
  auto const draws = gan::draw(slow.context, slow.run, slow.spec, 1);
  for (size_t k = 0; k + 1 < draws.size(); ++k)
    sum += value(slow.players.teach_discriminator(draws[k], slow.players.generate(draws[k].latent)));
  CHECK(losses.discriminator == Approx(sum / 5).epsilon(1e-5));
  CHECK(losses.generator == Approx(value(slow.players.teach_generator(draws.back()))).epsilon(1e-5));
  auto const z = gan::draw_latent(20, 2, 1);
  CHECK(fast.players.generate(z).allclose(slow.players.generate(z), 1e-4, 1e-5));
}

TEST_CASE("The generator's step is mixed as printed, or sees its own points alone") {
  for (auto const& [row, mixes] :
       {std::pair("grid25-erm", false), std::pair("grid25-mixup", true), std::pair("grid25-mixup-discriminator", false),
        std::pair("grid25-mixup-demo_law", false)}) {
    INFO(row);
    Board const board(short_run(row));
    auto const draw = gan::draw(board.context, board.run, board.spec, 1).back();
    auto const fake = board.players.generate(draw.latent.narrow(0, 0, board.run.budget.batch));
    auto const shown = board.players.for_generator(draw, fake);
    CHECK(shown.x.equal(fake) != mixes);
    CHECK(shown.realness.equal(at::zeros({32, 1})) != mixes);
  }
}

TEST_CASE("Lambda follows its law: Beta, uniform, one a point or one for all; ERM sees the points of mixup") {
  auto const draws_of = [](Run const& run) {
    Board const game(run);
    return gan::draw(game.context, game.run, game.spec, 7);
  };
  auto const many = R"({"budget": {"batch": 20000}})";
  auto const beta = draws_of(short_run("grid25-mixup", many))[0].lambda.to(at::kDouble);
  CHECK(value(beta.mean()) == Approx(0.5).margin(0.02));
  CHECK(value(beta.var()) == Approx(0.25 / 1.4).margin(0.01));  // of Beta(a, a): 1 / 4 (2a + 1)
  auto const uniform = draws_of(short_run("grid25-mixup-demo_law", many))[0].lambda.to(at::kDouble);
  CHECK(value(uniform.mean()) == Approx(0.1).margin(0.005));
  CHECK(value(uniform.max()) <= 0.2);
  for (auto const* row : {"grid25-mixup", "grid25-mixup-demo_law"}) {
    auto const draws = draws_of(short_run(row, R"({"method": {"lambda_per": "batch"}})"));
    CHECK(value(draws[0].lambda.max()) == value(draws[0].lambda.min()));
    CHECK(value(draws[0].lambda[0]) != value(draws[1].lambda[0]));
  }
  auto const erm = draws_of(short_run("grid25-erm")), mixup = draws_of(short_run("grid25-mixup"));
  REQUIRE(erm.size() == 6);  // five steps and one
  for (size_t k = 0; k < erm.size(); ++k) {
    CHECK(erm[k].real.equal(mixup[k].real));
    CHECK(erm[k].latent.equal(mixup[k].latent));
  }
}

TEST_CASE("A mode is covered by enough samples within three sigma, and the frame is a quarter wider than the data") {
  auto const modes = mixup::modes("ring8");
  auto const frame = gan::frame_around(modes.centres);
  auto const at_mode = [&](int64_t k, int64_t count, double off) {
    auto points = modes.centres.narrow(0, k, 1).repeat({count, 1});
    points.select(1, 0).add_(off);
    return points;
  };
  auto const samples = at::cat({at_mode(0, 3, 0), at_mode(2, 2, 0.029), at_mode(4, 3, 0.031), at_mode(5, 1, 0),
                                at::full({1, 2}, 1.249), at::full({1, 2}, 1.251), at::full({1, 2}, -5.)});
  auto const coverage = gan::cover(samples, modes, frame, 2);
  CHECK(coverage.modes == 2);
  CHECK(coverage.touched == 3);
  CHECK(coverage.good == Approx(100 * 6. / 12));
  CHECK(coverage.inside == Approx(100 * 10. / 12));
  auto const points = draw_points("grid25", 10000, 1).x;
  auto const perfect = gan::cover(points, mixup::modes("grid25"), gan::frame_around(points), 20);
  CHECK(perfect.modes == 25);
  CHECK(perfect.good == Approx(100 * (1 - std::exp(-4.5))).margin(0.5));  // a Gaussian of the plane within 3 sigma
  CHECK(perfect.inside == 100);
}

TEST_CASE("A run leaves a column of the figure and an entry of each curve for every snapshot, the same for one seed") {
  auto const outcome = perform(short_run("grid25-mixup"));
  REQUIRE(outcome.status == Status::done);
  CHECK(outcome.curve["iteration"] == Json({2, 4, 6}));  // the last iteration always is one
  for (auto const& [name, values] : outcome.curve.items()) {
    INFO(name);
    CHECK(values.size() == 3);
  }
  CHECK(outcome.figure["real"].size() == 2000);
  for (auto const* panel : {"iteration_2", "iteration_4", "iteration_6"}) CHECK(outcome.figure[panel].size() == 100);
  CHECK(outcome.figure["iteration_2"] != outcome.figure["iteration_6"]);
  CHECK(outcome.metrics["modes"] == outcome.curve["modes"][2]);
  auto const again = perform(short_run("grid25-mixup"));
  CHECK(again.figure == outcome.figure);
  CHECK(again.curve["discriminator_loss"] == outcome.curve["discriminator_loss"]);
  auto other = short_run("grid25-mixup");
  other.seed = 2;
  CHECK(perform(other).figure != outcome.figure);
  CHECK(perform(short_run("grid25-erm")).figure["iteration_6"] != outcome.figure["iteration_6"]);
}

TEST_CASE("A loss that is not finite ends the run as diverged, with its iteration") {
  auto const outcome = perform(short_run("grid25-erm", R"({"optimizer": {"name": "sgd", "lr": 1000}})"));
  CHECK(outcome.status == Status::diverged);
  CHECK_THAT(outcome.reason, Contains("not finite in iteration"));
  CHECK_NOTHROW(pretty(outcome.figure));
}

TEST_CASE("What the GAN does not have is refused and not passed over") {
  for (auto const* patch : {R"({"method": {"smooth": 0.1}})", R"({"budget": {"epochs": 2}})",
                            R"({"optimizer": {"drops": [5]}})", R"({"data": {"corrupt": 0.5}})"})
    CHECK_THROWS_WITH(perform(short_run("grid25-mixup", patch)), Contains("the GAN has no such thing"));
  CHECK_THROWS_WITH(perform(short_run("ring8-mixup-demo_law", R"({"method": {"alpha": 2}})")), Contains("0 ... 1"));
  CHECK_THROWS_WITH(perform(short_run("ring8-mixup-demo_law", R"({"protocol": {"generator_mixed": true}})")),
                    Contains("allowed false"));
  CHECK_THROWS_WITH(perform(short_run("grid25-mixup", R"({"data": {"name": "moons"}})")), Contains("no mixture"));
  CHECK_THROWS_WITH(perform(short_run("grid25-mixup", R"({"protocol": {"snapshots": [4, 2]}})")), Contains("rising"));
}
