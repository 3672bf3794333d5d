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

/// How many rows of weights are drawn for a batch, and which of them is that of example b.
struct Sharing {
  int64_t rows, batch;
  LambdaPer per;
  int64_t operator()(int64_t b) const {
    return per == LambdaPer::batch ? 0 : std::min(b, per == LambdaPer::pair ? batch - 1 - b : b);
  }
};

Sharing sharing(LambdaPer per, int64_t batch) {
  return {per == LambdaPer::batch ? 1 : per == LambdaPer::pair ? (batch + 1) / 2 : batch, batch, per};
}

/// One row, as the method wants it.
void arrange(Method const& method, float* row) {
  if (method.heavy_first) std::swap(row[0], *std::max_element(row, row + method.order));
  if (method.stretch == 0) return;
  auto const middle = 1 / static_cast<float>(method.order), by = static_cast<float>(method.stretch);
  for (int64_t j = 0; j < method.order; ++j) row[j] += by * (row[j] - middle);
}

}  // namespace

at::Tensor draw_weights(Method const& method, int64_t batch, uint64_t seed) {
  int64_t const order = method.order;
  auto const shared = sharing(method.lambda_per, batch);
  auto const rows = shared.rows;
  auto const weights = at::empty({batch, order}, at::kFloat);
  auto* const out = weights.data_ptr<float>();
  if (method.alpha == 0) {
    for (int64_t i = 0; i < batch * order; ++i) out[i] = i % order == 0 ? 1.0F : 0.0F;
    for (int64_t b = 0; b < batch; ++b) arrange(method, out + b * order);
    return weights;
  }
  // A Dirichlet sample is Gamma(alpha) variates over their sum. For small alpha they underflow to 0 / 0, so they are
  // drawn as logarithms: Gamma(a) = Gamma(a + 1) U^(1/a) (Marsaglia and Tsang 2000), and the quotient is a softmax.
  Draws draws(seed);
  std::vector<double> logarithms(static_cast<size_t>(rows * order));
  for (auto& v : logarithms) v = std::log(draws.gamma(method.alpha + 1));
  for (auto& v : logarithms) v += std::log(std::max(draws.uniform(), 0x1p-54)) / method.alpha;
  for (int64_t row = 0; row < rows; ++row) softmax(logarithms.data() + row * order, order);
  for (int64_t b = 0; b < batch; ++b) {
    for (int64_t j = 0; j < order; ++j)
      out[b * order + j] = static_cast<float>(logarithms[static_cast<size_t>(shared(b) * order + j)]);
    arrange(method, out + b * order);
  }
  return weights;
}

}  // namespace mixup::mix
