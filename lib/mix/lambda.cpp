#include "mix/lambda.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/DistributionsHelper.h>
#include <ATen/native/Distributions.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mixup::mix {
namespace {

/// The draws of at::rand and at::_standard_gamma, in double, number by number: for two of them a tensor costs more.
class Draws {
 public:
  explicit Draws(uint64_t seed) : generator_(seed) {}
  double uniform() { return at::uniform_real_distribution<double>(0, 1)(&generator_); }
  double gamma(double alpha) {
    auto const uniform = [this] { return this->uniform(); };
    auto const normal = [this] { return at::normal_distribution<double>(0, 1)(&generator_); };
    BaseSampler<double, decltype(uniform)> uniforms(uniform);
    BaseSampler<double, decltype(normal)> normals(normal);
    return std::max(std::numeric_limits<double>::min(), sample_gamma<double, double>(alpha, uniforms, normals));
  }

 private:
  at::CPUGeneratorImpl generator_;
};

/// values -> exp(values) over their sum.
void softmax(double* values, int64_t count) {
  double const most = *std::max_element(values, values + count);
  double sum = 0;
  for (int64_t j = 0; j < count; ++j) sum += values[j] = std::exp(values[j] - most);
  for (int64_t j = 0; j < count; ++j) values[j] /= sum;
}

}  // namespace

at::Tensor draw_weights(Method const& method, int64_t batch, uint64_t seed) {
  int64_t const order = method.order, rows = method.lambda_per == LambdaPer::batch ? 1 : batch;
  auto const weights = at::empty({batch, order}, at::kFloat);
  auto* const out = weights.data_ptr<float>();
  if (method.alpha == 0) {
    for (int64_t i = 0; i < batch * order; ++i) out[i] = i % order == 0 ? 1.0F : 0.0F;
    return weights;
  }
  // A Dirichlet sample is Gamma(alpha) variates over their sum. For small alpha they underflow to 0 / 0, so they are
  // drawn as logarithms: Gamma(a) = Gamma(a + 1) U^(1/a) (Marsaglia and Tsang 2000), and the quotient is a softmax.
  Draws draws(seed);
  std::vector<double> logarithms(static_cast<size_t>(rows * order));
  for (auto& v : logarithms) v = std::log(draws.gamma(method.alpha + 1));
  for (auto& v : logarithms) v += std::log(std::max(draws.uniform(), 0x1p-54)) / method.alpha;
  for (int64_t row = 0; row < rows; ++row) softmax(logarithms.data() + row * order, order);
  for (int64_t i = 0; i < batch * order; ++i)
    out[i] = static_cast<float>(logarithms[static_cast<size_t>(rows == 1 ? i % order : i)]);
  return weights;
}

}  // namespace mixup::mix
