// seed_test: seeds are pure and their streams apart; draws have the moments that they promise.
#include "core/seed.hpp"

#include <cmath>
#include <set>
#include <vector>

#include "stats/descriptive.hpp"

#include "catch2_shim.hpp"

using namespace mixup;

TEST_CASE("a seed depends on run, stream, epoch and step and on nothing else") {
  CHECK(derive_seed(1, "init") == derive_seed(1, "init", 0, 0));
  std::set<uint64_t> seeds;
  for (uint64_t run : {0, 1, 2})
    for (auto const* stream : {"init", "order", "lambda"})
      for (uint64_t epoch : {0, 1, 2})
        for (uint64_t step : {0, 1, 2}) seeds.insert(derive_seed(run, stream, epoch, step));
  CHECK(seeds.size() == 81);  // 3^4, epoch 1 step 2 is not epoch 2 step 1
}

TEST_CASE("seeds and words are those of the definition") {
  // Computed in Python with integers modulo 2^64 from the definitions of FNV-1a and SplitMix64.
  CHECK(derive_seed(1, "init") == 4008315949969881780ULL);
  CHECK(derive_seed(7, "lambda", 3, 11) == 10454269519400932923ULL);
  // The sequence of seed 1234567 that is commonly published for SplitMix64.
  SplitMix64 words(1234567);
  CHECK(words() == 6457827717110365317ULL);
  CHECK(words() == 3203168211198807973ULL);
  CHECK(words() == 9817491932198370423ULL);
}

TEST_CASE("below draws every value equally often") {
  constexpr int kDraws = 60000, kValues = 6;
  SplitMix64 random(derive_seed(1, "order"));
  std::vector<int> counts(kValues);
  for (int i = 0; i < kDraws; ++i) ++counts.at(random.below(kValues));
  double chi_square = 0;
  for (int count : counts) chi_square += std::pow(count - kDraws / kValues, 2) / (kDraws / kValues);
  CHECK(chi_square < 20.515);  // 99.9 % quantile of chi-square with 5 degrees of freedom
}

TEST_CASE("below of a bound near 2^64 has no bias of a remainder") {
  // 2/3 of 2^64: a plain remainder would fall below half of the bound with probability 2/3 instead of 1/2.
  uint64_t const bound = (uint64_t{1} << 63) / 3 * 4;
  SplitMix64 random(derive_seed(2, "order"));
  int low = 0;
  for (int i = 0; i < 10000; ++i) low += random.below(bound) < bound / 2;
  CHECK(std::abs(low - 5000) < 200);  // 4 standard deviations of 50
  CHECK(random.below(1) == 0);
}

TEST_CASE("uniform lies in [0, 1) with mean 1/2 and variance 1/12") {
  SplitMix64 random(derive_seed(3, "lambda"));
  std::vector<double> draws(40000);
  for (auto& u : draws) u = random.uniform();
  for (double u : draws) REQUIRE((u >= 0 && u < 1));
  CHECK(std::abs(mean(draws) - 0.5) < 0.006);                          // 4 sd: 4 * 0.2887 / 200
  CHECK(std::abs(std::pow(sample_sd(draws), 2) - 1.0 / 12) < 0.0015);  // 4 sd: 4 * sqrt(1 / 180) / 200
}

TEST_CASE("normal draws have the moments 0, 1, 0 and 3") {
  SplitMix64 random(derive_seed(4, "noise"));
  constexpr int kDraws = 40000;
  double moments[5] = {};
  for (int i = 0; i < kDraws; ++i) {
    double const z = random.normal();
    for (int k = 1; k <= 4; ++k) moments[k] += std::pow(z, k) / kDraws;
  }
  // 4 sd of the mean of z^k over 200^2 draws: 4 / 200 * sqrt(1, 2, 15, 96).
  CHECK(std::abs(moments[1]) < 0.020);
  CHECK(std::abs(moments[2] - 1) < 0.029);
  CHECK(std::abs(moments[3]) < 0.078);
  CHECK(std::abs(moments[4] - 3) < 0.196);
}

TEST_CASE("a stream that repeats has the draws of the first epoch in every epoch, and the others do not") {
  Seeds const usual{3}, repeats{3, "lambda"};
  CHECK(repeats("lambda", 5, 7) == usual("lambda", 0, 7));
  CHECK(repeats("lambda", 5, 8) != repeats("lambda", 5, 7));
  CHECK(repeats("pair", 5, 7) == usual("pair", 5, 7));
  CHECK(usual("lambda", 5, 7) != usual("lambda", 0, 7));
}
