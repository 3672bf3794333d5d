// spec: what only this experiment asks for, the fields of /protocol.
#pragma once
#include <array>
#include <vector>

#include "core/run.hpp"

namespace mixup::gan {

// What the discriminator is shown. paper: lambda ~ Beta(alpha, alpha) between a real and a generated point (section
// 3.7). authors_demo: lambda ~ U(0, alpha) between two batches that each hold real and generated points.
enum class LambdaLaw { paper, authors_demo };
constexpr std::array<char const*, 2> names(LambdaLaw) { return {"paper", "authors_demo"}; }

struct Spec {
  LambdaLaw lambda_law = LambdaLaw::paper;
  bool generator_mixed = true;  // the generator climbs the loss of mixed points as printed; false: of its own points
  int64_t iterations = 20000;   // steps of the generator
  int64_t discriminator_steps = 5;  // before each of them
  int64_t latent = 2;               // dimensions of z ~ N(0, 1)
  std::vector<int64_t> snapshots;   // columns of Fig. 5; the last iteration always is one
  int64_t samples = 1000;           // points of a panel, of one z for all columns
  int64_t judge_samples = 10000;    // points that the figures are counted on
  int64_t mode_samples = 20;        // of them, within 3 sigma, make a mode covered
};

template <class F>
void fields(F& f, Spec& s) {
  f("lambda_law", s.lambda_law);
  f("generator_mixed", s.generator_mixed);
  f("iterations", s.iterations, {1, 1e9});
  f("discriminator_steps", s.discriminator_steps, {1, 1000});
  f("latent", s.latent, {1, 10000});
  f("snapshots", s.snapshots, {1, 1e9});
  f("samples", s.samples, {1, 1e6});
  f("judge_samples", s.judge_samples, {1, 1e8});
  f("mode_samples", s.mode_samples, {1, 1e8});
}

/// The run's own fields. Errors: Exit::usage for a value that is not allowed, and for any field of the run that has a
/// value and no meaning here: nothing that was asked for is passed over.
Spec read_spec(Run const& run);

}  // namespace mixup::gan
