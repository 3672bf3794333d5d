// calibration: against brute force, and hand-computed cases.
#include "train/calibration.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>

#include <cmath>

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

/// Logits whose softmax is p.
at::Tensor logits_of(std::vector<double> const& p) {
  return at::tensor(p, at::kDouble).log().reshape({-1, 2}).to(at::kFloat);
}

}  // namespace

TEST_CASE("two answers of 79 and 58 percent, one of them wrong") {
  // right at 0.79: |1 - 0.79| = 0.21; wrong at 0.58: |0 - 0.58| = 0.58; bins of their own: ECE = (0.21 + 0.58) / 2
  // Brier: (2 * 0.21^2 + 2 * 0.58^2) / 2
  auto const out =
      train::calibrate(train::confidence(logits_of({0.79, 0.21, 0.58, 0.42}), at::tensor({0, 1}, at::kLong)));
  CHECK(out.ece == Approx(39.5).epsilon(1e-5));
  CHECK(out.brier == Approx(0.3805).epsilon(1e-5));
  CHECK(out.reliability["count"][11] == 1);  // 11/15 < 0.79 < 12/15
  CHECK(out.reliability["count"][8] == 1);   // 8/15 < 0.58 < 9/15
}

TEST_CASE("two answers in one bin make up for each other") {
  // confidences 0.75 and 0.75, one right: accuracy 0.5, |0.5 - 0.75| = 25 %
  auto const out =
      train::calibrate(train::confidence(logits_of({0.75, 0.25, 0.75, 0.25}), at::tensor({0, 1}, at::kLong)));
  CHECK(out.ece == Approx(25).epsilon(1e-5));
  CHECK(out.reliability["accuracy"][11] == Approx(0.5));
  CHECK(out.reliability["confidence"][11] == Approx(0.75));
}

TEST_CASE("random answers: as brute force over bins and examples") {
  auto const logits = at::randn({500, 7}) * 3;
  auto const y = at::randint(7, {500}, at::kLong);
  auto const p = at::softmax(logits, 1);
  double ece = 0, brier = 0;
  for (int b = 0; b < 15; ++b) {
    double right = 0, sure = 0;
    for (int64_t i = 0; i < 500; ++i) {
      auto const most = p[i].max().item<float>();
      if (!(most > b / 15.0 && most <= (b + 1) / 15.0)) continue;
      right += p[i].argmax().item<int64_t>() == y[i].item<int64_t>();
      sure += most;
    }
    ece += 100 * std::abs(right - sure) / 500;
  }
  for (int64_t i = 0; i < 500; ++i)
    for (int64_t k = 0; k < 7; ++k) brier += std::pow(p[i][k].item<float>() - (y[i].item<int64_t>() == k), 2) / 500;
  auto const out = train::calibrate(train::confidence(logits, y));
  CHECK(out.ece == Approx(ece).epsilon(1e-6));
  CHECK(out.brier == Approx(brier).epsilon(1e-6));
}
