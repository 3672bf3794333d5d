// gan: a generator and a discriminator on 25 or 8 Gaussians of the plane, with and without mixup (section 3.7, Fig. 5).
#include <chrono>
#include <cmath>

#include "experiments/experiment.hpp"
#include "experiments/gan/album.hpp"
#include "train/machine.hpp"

namespace mixup {
namespace {

using Clock = std::chrono::steady_clock;

/// What became of the game.
struct Played {
  int64_t iterations = 0;
  double seconds = 0;    // without the looks at the generator
  std::string diverged;  // empty, or what was not finite and when
};

Played play_all(train::Session const& session, Run const& run, gan::Spec const& spec, gan::Players& players,
                gan::Album& album) {
  Played played;
  for (int64_t iteration = 1; iteration <= spec.iterations && played.diverged.empty(); ++iteration) {
    auto const start = Clock::now();
    auto const losses = players.play(iteration);
    played.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    played.iterations = iteration;
    bool const finite = std::isfinite(losses.discriminator) && std::isfinite(losses.generator);
    if (!finite || (album.due(iteration) && !album.add(iteration, players, losses, played.seconds)))
      played.diverged =
          fmt::format("{} not finite in iteration {}", finite ? "the samples were" : "a loss was", iteration);
    auto const seen = static_cast<double>(iteration * spec.discriminator_steps * run.budget.batch);
    session.progress().step(1, 1, iteration, spec.iterations, seen / played.seconds);
  }
  return played;
}

Outcome play(train::Session const& session, Run const& run) {
  auto const spec = gan::read_spec(run);
  auto const data = load(run.data, session.place(), static_cast<uint64_t>(run.seed));
  gan::Players players(session, run, spec);
  gan::Album album(session, run, spec, data);
  auto const played = play_all(session, run, spec, players, album);
  Outcome out;
  out.status = played.diverged.empty() ? "done" : "diverged";
  out.reason = played.diverged;
  out.data = data.identity;
  out.environment = session.environment();
  album.write(out);
  auto const images = static_cast<double>(played.iterations * spec.discriminator_steps * run.budget.batch);
  out.metrics["parameters"] = players.parameter_count();
  out.metrics["train_seconds"] = played.seconds;
  out.metrics["milliseconds_per_iteration"] = 1000 * played.seconds / static_cast<double>(played.iterations);
  out.metrics["images_per_second"] = images / played.seconds;  // real points that the discriminator saw
  out.metrics["peak_memory_bytes"] = train::peak_memory_bytes();
  return out;
}

Register const registered_gan("gan", play);

}  // namespace
}  // namespace mixup
