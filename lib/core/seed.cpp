#include "core/seed.hpp"

#include <cmath>

namespace mixup {
namespace {

/// The finaliser of SplitMix64: a bijection of 64-bit words in which every input bit reaches every output bit.
uint64_t scramble(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15ULL;  // 2^64 / golden ratio, SplitMix64's increment

/// FNV-1a, 64 bits (offset basis and prime of the FNV definition).
uint64_t hash(std::string_view text) {
  uint64_t h = 0xcbf29ce484222325ULL;
  for (unsigned char c : text) h = (h ^ c) * 0x100000001b3ULL;
  return h;
}

}  // namespace

uint64_t derive_seed(uint64_t run_seed, std::string_view stream, uint64_t epoch, uint64_t step) {
  uint64_t h = scramble(run_seed + kGolden);
  for (uint64_t word : {hash(stream), epoch, step}) h = scramble(h ^ scramble(word + kGolden));
  return h;
}

uint64_t SplitMix64::operator()() { return scramble(state_ += kGolden); }

uint64_t SplitMix64::below(uint64_t n) {
  uint64_t const limit = max() - max() % n;  // a multiple of n; words above it are drawn again
  uint64_t word;
  do word = (*this)();
  while (word >= limit);
  return word % n;
}

double SplitMix64::normal() {
  constexpr double kTwoPi = 6.283185307179586;
  double const radius = std::sqrt(-2 * std::log(1 - uniform()));  // 1 - u is never 0
  return radius * std::cos(kTwoPi * uniform());
}

}  // namespace mixup
