// method: what is mixed, with whom and how (paper section 2 and Table 5), as one value.
//
// Every default is neutral: alpha 0 gives lambda 1, sigma 0 no noise, epsilon 0 no smoothing. Method{} is ERM.
#pragma once
#include <array>
#include <cstdint>

#include "core/fields.hpp"

namespace mixup {

enum class LambdaPer {
  batch,
  example,
  pair
};                                    // one lambda per mini-batch (Fig. 1a); per example; per example and
                                      // its mirror in the batch (with by = reversal: timm's "pair")
enum class Among { all, own_class };  // AC and SC of Table 5
enum class By {
  random,    // RP of Table 5: a permutation of the batch
  nearest,   // KNN of Table 5
  label,     // of a number close to its own (C-Mixup, Yao et al. 2022)
  roll,      // the example before it in the batch (torchvision)
  reversal,  // the batch backwards (timm, uncertainty-baselines)
};
enum class LabelRule {
  mixed,     // the paper's
  dominant,  // that of the heavier example
  own,       // that of the first
  clipped,   // mixed by weights that are clipped to [0, 1]: where `stretch` makes others
};
enum class NoiseUnit { pixel, normalized };  // sigma in units of pixels in [0, 1] or of the normalised input

constexpr std::array<char const*, 3> names(LambdaPer) { return {"batch", "example", "pair"}; }
constexpr std::array<char const*, 2> names(Among) { return {"all", "own_class"}; }
constexpr std::array<char const*, 5> names(By) { return {"random", "nearest", "label", "roll", "reversal"}; }
constexpr std::array<char const*, 4> names(LabelRule) { return {"mixed", "dominant", "own", "clipped"}; }
constexpr std::array<char const*, 2> names(NoiseUnit) { return {"pixel", "normalized"}; }

/// The partner of an example.
struct Pair {
  Among among = Among::all;
  By by = By::random;
  int64_t k = 200;  // neighbours to draw from when by = nearest (section 3.8); of by = label, partners drawn in advance
  double bandwidth = 1;  // sigma of the kernel when by = label, in standard deviations of what is learnt
};

struct Method {
  double alpha = 0;  // lambda ~ Beta(alpha, alpha); order > 2: Dirichlet(alpha, ..., alpha)
  LambdaPer lambda_per = LambdaPer::batch;
  bool heavy_first = false;  // max(lambda, 1 - lambda) for lambda: an example weighs as much as its partners, or more
  double stretch = 0;  // weights are moved away from 1 / order by this share: lambda in [-stretch / 2, 1 + stretch / 2]
  int64_t order = 2;   // how many examples make one (section 2: more than two gain nothing)
  int64_t at = 0;      // 0: the input; l: what enters stage l of the net (Table 5, "layer l")
  bool any_layer = false;  // the layer is drawn for each batch from 0 ... at (manifold mixup, Verma et al. 2019)
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
  f("bandwidth", p.bandwidth, {1e-3, 1e3});
}

template <class F>
void fields(F& f, Method& m) {
  f("alpha", m.alpha, {0, 1e6});
  f("lambda_per", m.lambda_per);
  f("heavy_first", m.heavy_first);
  f("stretch", m.stretch, {0, 10});
  f("order", m.order, {2, 16});
  f("at", m.at, {0, 64});
  f("any_layer", m.any_layer);
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
