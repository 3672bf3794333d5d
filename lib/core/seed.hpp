// seed: every random draw is a pure function of (run seed, stream, epoch, step); nothing random is ever saved.
#pragma once
#include <cstdint>
#include <string_view>

namespace mixup {

/// Streams in use: init, order, augment, pair, partners, lambda, box, noise, dropout, corrupt, split, synthetic,
/// points; real, latent, shuffle, figure and judge (gan); attack (adversarial); pairs (between); corruption
/// (calibration); far (extrapolation); labelled, unlabelled_augment, unlabelled_pair and unlabelled_lambda
/// (semisupervised); strings/<part> (structured); turns/<file> (which clips of a speech set). The report's bootstraps
/// use improvement and order, with run seed 0.
uint64_t derive_seed(uint64_t run_seed, std::string_view stream, uint64_t epoch = 0, uint64_t step = 0);

/// The seeds of one run: seeds("lambda", epoch, step).
struct Seeds {
  uint64_t run = 1;
  std::string_view repeated =
      {};  // a stream whose draws are those of the first epoch in every epoch; none: every one is new
  uint64_t operator()(std::string_view stream, int64_t epoch = 0, int64_t step = 0) const {
    return derive_seed(run, stream, stream == repeated ? 0 : static_cast<uint64_t>(epoch), static_cast<uint64_t>(step));
  }
};

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a full-period generator of 64-bit words, also a std URBG.
class SplitMix64 {
 public:
  using result_type = uint64_t;
  explicit SplitMix64(uint64_t seed) : state_(seed) {}
  static constexpr uint64_t min() { return 0; }
  static constexpr uint64_t max() { return ~uint64_t{0}; }
  uint64_t operator()();
  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>((*this)() >> 11) * 0x1p-53; }
  /// Uniform in 0 ... n - 1 (n > 0), without the bias of a plain remainder.
  uint64_t below(uint64_t n);
  /// Standard normal (Box-Muller, one of the pair), the same on every platform up to libm.
  double normal();

 private:
  uint64_t state_;
};

}  // namespace mixup
