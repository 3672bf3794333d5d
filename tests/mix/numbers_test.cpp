// numbers_test: numbers in place of classes: their loss beside a slow twin and autograd, and partners of a close
// number.
#include <ATen/TensorOperators.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "core/error.hpp"
#include "error_of.hpp"
#include "mix/pairing.hpp"
#include "mix/step.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

namespace {

/// How often each row is a partner of row `i`.
std::vector<double> shares(at::Tensor const& partners, int64_t i, int64_t n) {
  std::vector<double> out(static_cast<size_t>(n));
  auto const row = partners[i];
  for (int64_t k = 0; k < row.numel(); ++k)
    out[static_cast<size_t>(row[k].item<int64_t>())] += 1.0 / static_cast<double>(row.numel());
  return out;
}

}  // namespace

TEST_CASE("the squared error of a batch is the mean of its squares, and its gradient is autograd's") {
  auto const answers = at::randn({7, 2}).requires_grad_(true), q = at::randn({7, 2});
  double slow = 0;
  for (int64_t b = 0; b < 7; ++b)
    for (int64_t k = 0; k < 2; ++k) slow += std::pow(answers[b][k].item<double>() - q[b][k].item<double>(), 2) / 7;
  auto const loss = mix::squared_error(answers, q);
  CHECK(loss.item<double>() == Approx(slow));
  loss.backward();
  CHECK(at::allclose(answers.grad(), mix::squared_error_gradient(answers.detach(), q)));
}

TEST_CASE("mixed numbers are the mixture of the partners' numbers, and the loss is judged by them") {
  auto const x = at::randn({4, 3}), numbers = at::tensor({0.5F, -1.0F, 2.0F, 0.25F, 9.0F}).view({5, 1});
  auto const y = at::tensor({4, 2, 0, 1}, at::kLong),
             rows = at::tensor({0, 3, 1, 2, 2, 1, 3, 0}, at::kLong).view({4, 2});
  auto const weights = at::tensor({0.75F, 0.25F, 0.75F, 0.25F, 0.75F, 0.25F, 0.75F, 0.25F}).view({4, 2});
  at::Tensor seen;
  mix::Forward const forward = [&](at::Tensor const& input, int64_t, auto const& hook) {
    seen = hook(input);
    return seen.sum(1, true);
  };
  auto const result = mix::step(forward, x, y, mix::Meaning(1, numbers), Method{}, mix::Blend{weights, rows});
  double slow = 0;
  for (int64_t b = 0; b < 4; ++b) {
    double target = 0, answer = 0;
    for (int64_t j = 0; j < 2; ++j) {
      auto const row = rows[b][j].item<int64_t>();
      target += weights[b][j].item<double>() * numbers[y[row].item<int64_t>()][0].item<double>();
      for (int64_t k = 0; k < 3; ++k) answer += weights[b][j].item<double>() * x[row][k].item<double>();
    }
    CHECK(result.targets[b][0].item<double>() == Approx(target));
    slow += std::pow(answer - target, 2) / 4;
  }
  CHECK(result.loss.item<double>() == Approx(slow).epsilon(1e-5));
  CHECK(result.error.item<double>() == 0);
  CHECK(result.gradient == mix::squared_error_gradient);
}

TEST_CASE("labels that are classes keep their cross-entropy") {
  mix::Meaning const classes(3);
  CHECK(classes.loss().of == mix::soft_cross_entropy);
  CHECK(mix::targets_of(classes, at::tensor({2, 0}, at::kLong), 0.3)
            .equal(mix::smooth_one_hot(at::tensor({2, 0}, at::kLong), 3, 0.3)));
}

TEST_CASE("a partner is as likely as the kernel says") {
  auto const numbers = at::tensor({0.0F, 0.5F, 1.0F, 3.0F}).view({4, 1});
  Pair pair{Among::all, By::label, 10000, 0.7};
  auto const partners = mix::like_labels(numbers, pair, 5);
  REQUIRE(partners.sizes() == at::IntArrayRef({4, 10000}));
  for (int64_t i = 0; i < 4; ++i) {
    auto const found = shares(partners, i, 4);
    double sum = 0;
    std::vector<double> likeness;
    for (int64_t j = 0; j < 4; ++j) {
      double const apart = (numbers[i][0] - numbers[j][0]).item<double>() / 0.7;
      likeness.push_back(std::exp(-apart * apart / 2));
      sum += likeness.back();
    }
    for (size_t j = 0; j < 4; ++j) CHECK(std::abs(found[j] - likeness[j] / sum) < 0.02);  // four deviations
  }
  CHECK(partners.equal(mix::like_labels(numbers, pair, 5)));
  CHECK(!partners.equal(mix::like_labels(numbers, pair, 6)));
}

TEST_CASE("a narrow kernel pairs equal numbers alone, a wide one all alike") {
  auto const numbers = (at::arange(6) / 2).to(at::kFloat).floor().view({6, 1});  // 0 0 1 1 2 2
  auto const narrow = mix::like_labels(numbers, {Among::all, By::label, 50, 0.01}, 1);
  CHECK((narrow / 2).floor().equal((at::arange(6) / 2).floor().view({6, 1}).expand({6, 50})));
  auto const wide = shares(mix::like_labels(numbers, {Among::all, By::label, 10000, 1000}, 1), 0, 6);
  for (double share : wide) CHECK(std::abs(share - 1.0 / 6) < 0.02);
}

TEST_CASE("classes have no close numbers") {
  auto const problem = error_of([] { mix::like_labels({}, {Among::all, By::label}, 1); });
  CHECK(problem.code == Exit::usage);
  CHECK_THAT(problem.what(), Catch::Matchers::Contains("allowed with classes: random, nearest"));
}

TEST_CASE("pairing by label draws from the table of partners, as pairing by nearness does") {
  Method method;
  method.pair.by = By::label;
  auto const neighbors = (at::arange(5) + 10).view({5, 1});
  auto const partners =
      mix::draw_partners(method, at::tensor({3, 1}, at::kLong), at::zeros({2}, at::kLong), neighbors, 1);
  CHECK(partners.extra.equal(at::tensor({13, 11}, at::kLong)));
  CHECK(partners.rows.equal(at::tensor({0, 2, 1, 3}, at::kLong).view({2, 2})));
}
