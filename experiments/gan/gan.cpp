// gan: a generator and a discriminator on 25 or 8 Gaussians of the plane, with and without mixup (section 3.7, Fig. 5).
#include <chrono>
#include <cmath>
#include <functional>

#include "experiments/gan/album.hpp"
#include "train/checkpoints.hpp"
#include "train/machine.hpp"
#include "train/protocol.hpp"

namespace mixup {
namespace {

using Clock = std::chrono::steady_clock;

/// How far the game is, and what became of it.
struct Played {
  int64_t iterations = 0;
  double seconds = 0;    // without the looks at the generator
  std::string diverged;  // empty, or what was not finite and when
};

train::Snapshot snapshot(Played const& played, gan::Players const& players, gan::Album const& album) {
  train::Snapshot out;
  players.write(out);
  out.state = {{"iterations", played.iterations}, {"seconds", played.seconds}, {"album", album.kept()}};
  out.where = fmt::format("iteration {}", played.iterations);
  return out;
}

Played restore(train::Snapshot const& snapshot, gan::Players& players, gan::Album& album) {
  players.read(snapshot);
  album.go_on(snapshot.state.at("album"));
  return {snapshot.state.at("iterations"), snapshot.state.at("seconds"), ""};
}

void play_on(train::Context const& context, Run const& run, gan::Spec const& spec, gan::Players& players,
             gan::Album& album, Played& played, std::function<void()> const& between) {
  while (played.iterations < spec.iterations && played.diverged.empty()) {
    auto const start = Clock::now();
    int64_t const iteration = played.iterations + 1;
    auto const losses = players.play(iteration);
    played.seconds += std::chrono::duration<double>(Clock::now() - start).count();
    played.iterations = iteration;
    bool const finite = std::isfinite(losses.discriminator) && std::isfinite(losses.generator);
    if (!finite || (album.due(iteration) && !album.add(iteration, players, losses, played.seconds)))
      played.diverged =
          fmt::format("{} not finite in iteration {}", finite ? "the samples were" : "a loss was", iteration);
    auto const seen = static_cast<double>(iteration * spec.discriminator_steps * run.budget.batch);
    context.progress.step(1, 1, iteration, spec.iterations, seen / played.seconds);
    if (played.diverged.empty()) between();
  }
  if (auto const& last = context.checkpoints->last(); !played.diverged.empty() && !last.empty())
    played.diverged += "; the last checkpoint is of " + last;
}

Played play_all(train::Context const& context, Run const& run, gan::Spec const& spec, gan::Players& players,
                gan::Album& album) {
  constexpr char kPart[] = "game";
  auto& checkpoints = *context.checkpoints;
  Played played;
  if (auto const kept = checkpoints.load(kPart)) played = restore(*kept, players, album);
  auto const now = [&] { return snapshot(played, players, album); };
  play_on(context, run, spec, players, album, played, [&] { checkpoints.after_step(kPart, now); });
  return played;
}

Outcome play(train::Context const& context, Run const& run) {
  auto const spec = gan::read_spec(run);
  auto const data = load(run.data, context.place, static_cast<uint64_t>(run.seed));
  gan::Players players(context, run, spec);
  gan::Album album(context, run, spec, data);
  auto const played = play_all(context, run, spec, players, album);
  Outcome out;
  out.status = played.diverged.empty() ? "done" : "diverged";
  out.reason = played.diverged;
  out.data = data.identity;
  out.environment = context.environment();
  album.write(out);
  out.parameters = players.digests();
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
