// method: what is mixed, with whom and how (paper section 2 and Table 5), as one value.
//
// Every default is neutral: alpha 0 gives lambda 1, sigma 0 no noise, epsilon 0 no smoothing. Method{} is ERM.
#pragma once
#include <array>
#include <cstdint>

#include "core/fields.hpp"

namespace mixup {

enum class LambdaPer { batch, example };        // one lambda per mini-batch (Fig. 1a) or one per example
enum class Among { all, own_class };            // AC and SC of Table 5
enum class By { random, nearest };              // RP and KNN of Table 5
enum class LabelRule { mixed, dominant, own };  // the paper's; that of the heavier example; that of the first
enum class NoiseUnit { pixel, normalized };     // sigma in units of pixels in [0, 1] or of the normalised input

constexpr std::array<char const*, 2> names(LambdaPer) { return {"batch", "example"}; }
constexpr std::array<char const*, 2> names(Among) { return {"all", "own_class"}; }
constexpr std::array<char const*, 2> names(By) { return {"random", "nearest"}; }
constexpr std::array<char const*, 3> names(LabelRule) { return {"mixed", "dominant", "own"}; }
constexpr std::array<char const*, 2> names(NoiseUnit) { return {"pixel", "normalized"}; }

/// The partner of an example.
struct Pair {
  Among among = Among::all;
  By by = By::random;
  int64_t k = 200;  // neighbours to draw from when by = nearest (section 3.8)
};

struct Method {
  double alpha = 0;  // lambda ~ Beta(alpha, alpha); order > 2: Dirichlet(alpha, ..., alpha)
  LambdaPer lambda_per = LambdaPer::batch;
  int64_t order = 2;  // how many examples make one (section 2: more than two gain nothing)
  int64_t at = 0;     // 0: the input; l: what enters stage l of the net (Table 5, "layer l")
  LabelRule labels = LabelRule::mixed;
  Pair pair;
  double smooth = 0;                        // label smoothing: epsilon spread over all classes
  double noise = 0;                         // sigma of Gaussian noise on the input
  NoiseUnit noise_unit = NoiseUnit::pixel;  // the paper does not say which (docs/deviations.md)
  double dropout = 0;                       // probability to drop, between the convolutions of a block (Table 2)
  bool cut = false;                         // CutMix: paste a box of area 1 - lambda instead of blending (ICCV 2019)
  int64_t warmup = 0;                       // first epochs without mixing (section 3.3)
};

template <class F>
void fields(F& f, Pair& p) {
  f("among", p.among);
  f("by", p.by);
  f("k", p.k, {1, 10000});
}

template <class F>
void fields(F& f, Method& m) {
  f("alpha", m.alpha, {0, 1e6});
  f("lambda_per", m.lambda_per);
  f("order", m.order, {2, 16});
  f("at", m.at, {0, 64});
  f("labels", m.labels);
  f("pair", m.pair);
  f("smooth", m.smooth, {0, 1});
  f("noise", m.noise, {0, 1e3});
  f("noise_unit", m.noise_unit);
  f("dropout", m.dropout, {0, 0.999});
  f("cut", m.cut);
  f("warmup", m.warmup, {0, 1000000});
}

}  // namespace mixup
