// lambda: its moments, its law, and what alpha 0 and tiny alphas give.
#include "mix/lambda.hpp"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// 20,000 weights of the first example, one an example.
std::vector<double> draw(double alpha, int64_t order = 2, uint64_t seed = 1) {
  Method method;
  method.alpha = alpha;
  method.order = order;
  method.lambda_per = LambdaPer::example;
  auto const first = mix::draw_weights(method, 20000, seed).select(1, 0).contiguous();
  return {first.data_ptr<float>(), first.data_ptr<float>() + first.numel()};
}

double moment(std::vector<double> const& values, int power, double centre) {
  double sum = 0;
  for (double v : values) sum += std::pow(v - centre, power);
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("alpha 0 gives lambda 1 exactly") {
  Method method;
  method.order = 3;
  auto const weights = mix::draw_weights(method, 4, 1);
  REQUIRE(weights.select(1, 0).eq(1).all().item<bool>());
  REQUIRE(weights.narrow(1, 1, 2).eq(0).all().item<bool>());
}

TEST_CASE("lambda has the mean and variance of Beta(alpha, alpha)") {
  for (double alpha : {0.1, 0.2, 1.0, 8.0, 32.0}) {
    auto const lambda = draw(alpha);
    double const variance = 1 / (4 * (2 * alpha + 1));  // of Beta(a, a)
    double const error_of_mean = std::sqrt(variance / static_cast<double>(lambda.size()));
    REQUIRE(std::abs(moment(lambda, 1, 0.5)) < 4 * error_of_mean);
    REQUIRE(moment(lambda, 2, 0.5) == Approx(variance).epsilon(0.05));
  }
}

TEST_CASE("with alpha 1 lambda is uniform: its largest distance to the diagonal passes Kolmogorov and Smirnov") {
  auto lambda = draw(1);
  std::sort(lambda.begin(), lambda.end());
  double const n = static_cast<double>(lambda.size());
  double distance = 0;
  for (size_t i = 0; i < lambda.size(); ++i)
    distance = std::max(distance, std::abs(lambda[i] - static_cast<double>(i) / n));
  REQUIRE(distance < 1.95 / std::sqrt(n));  // p = 0.001
}

TEST_CASE("tiny alphas give weights at the ends, never a NaN") {
  for (double value : draw(1e-3)) REQUIRE((value >= 0 && value <= 1));
  auto const lambda = draw(1e-3);
  auto const high = std::count_if(lambda.begin(), lambda.end(), [](double v) { return v > 0.5; });
  REQUIRE(std::abs(static_cast<double>(high) / 20000 - 0.5) < 4 * 0.5 / std::sqrt(20000.0));
}

TEST_CASE("order 3 is Dirichlet: mean 1/3, variance of the first weight (1/3)(2/3) / (3 alpha + 1)") {
  auto const lambda = draw(1, 3);
  REQUIRE(moment(lambda, 1, 0) == Approx(1.0 / 3).epsilon(0.02));
  REQUIRE(moment(lambda, 2, 1.0 / 3) == Approx(2.0 / 9 / 4).epsilon(0.05));
}

TEST_CASE("weights of a row sum to 1; per batch all rows are equal; per example they differ") {
  Method method;
  method.alpha = 1;
  method.order = 4;
  auto const batch = mix::draw_weights(method, 8, 3);
  REQUIRE((batch.sum(1) - 1).abs().max().item<double>() < 1e-6);
  REQUIRE(batch.eq(batch[0]).all().item<bool>());
  method.lambda_per = LambdaPer::example;
  REQUIRE_FALSE(mix::draw_weights(method, 8, 3).eq(batch[0]).all().item<bool>());
}

TEST_CASE("a seed fixes lambda, another changes it") {
  REQUIRE(draw(1, 2, 5) == draw(1, 2, 5));
  REQUIRE(draw(1, 2, 5) != draw(1, 2, 6));
}
