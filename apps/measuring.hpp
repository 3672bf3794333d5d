// measuring: how each side of a case of `mixup-bench bench` is measured: in a process of its own, one round a call.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "apps/peers.hpp"
#include "bench/measured.hpp"
#include "core/options.hpp"

namespace mixup {

/// What the flags of the verb say.
struct BenchFlags {
  std::vector<std::string> topics, pythons;
  std::vector<double> widths = {1, 0.25, 0.125};
  std::vector<int> threads;  // empty: one, and all cores
  int64_t rounds = 7, steps = 0;
  std::string photographs;
  bool compile = false;
  Options options;
};

/// What the sides of one topic share.
struct Bench {
  BenchFlags const& flags;
  std::string folder;  // temporary, with the peers' scripts
  std::vector<Python> pythons;
};

/// One round: {"count", "seconds", "cpu_seconds", facts ...}; `first` is what the first side said in the same round.
using Measure = std::function<Json(Json const& first)>;

struct SidePlan {
  std::string name;
  Measure measure;
};

struct CasePlan {
  bench::Case blank;  // without sides
  std::vector<SidePlan> sides;
  int64_t rounds = 0;  // 0: as the flag says
};

/// train/bench.hpp, in a process of its own.
Measure measured(Bench const& bench, Json const& wish, int threads);

/// The same figures for so many of what it counts: seconds per epoch of 50,000 images.
Measure per(Measure const& measure, int64_t many);

/// A whole command of this program; records go into the temporary folder. Its time is that of the process.
Json timed_command(Bench const& bench, std::vector<std::string> words);

/// What `more` costs beyond `less`, two commands that differ in their length alone, over `count` steps between them.
Measure difference(Bench const& bench, std::vector<std::string> const& less, std::vector<std::string> const& more,
                   double count);

/// A peer's script in each of the Pythons; `wish` may depend on what the first side said.
std::vector<SidePlan> peers(Bench const& bench, std::string const& script,
                            std::function<Json(Json const&)> const& wish);

/// All rounds of a case: each asks every side once, in their order. Errors: those of the sides.
bench::Case run_rounds(CasePlan const& plan, int64_t rounds);

}  // namespace mixup
