// tally_test: sums that are read late are those that are read at once, and the first bad step has its name.
#include "train/tally.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/scalar_tensor.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "catch2_shim.hpp"

using namespace mixup;
using train::EpochSums;
using train::Tally;

namespace {

constexpr int64_t kSteps = 40;
constexpr double kInf = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();

at::Tensor flag(bool value) { return at::scalar_tensor(value, at::kBool); }
at::Tensor number(int64_t value) { return at::scalar_tensor(value, at::kDouble); }

/// Losses and errors as a net gives them.
at::Tensor drawn() { return at::rand({2, kSteps}, at::detail::createCPUGenerator(3), at::TensorOptions(at::kFloat)); }

int64_t images(int64_t step) { return step + 1 == kSteps ? 17 : 128; }

/// Sums of all steps, read after every `every`; goes on from `from`.
EpochSums summed(int64_t every, EpochSums from = {}) {
  auto const values = drawn();
  Tally tally(at::kCPU, every);
  tally.start(from);
  for (int64_t step = 0; step < kSteps; ++step) {
    tally.add(values[0][step], values[1][step], images(step));
    REQUIRE(tally.close(number(step), flag(true)).item<bool>());
    if (tally.due() || step + 1 == kSteps) REQUIRE(tally.read(from).empty());
  }
  return from;
}

/// What a tally that is read at the end says of steps of which some are bad.
std::string verdict(std::vector<std::pair<int64_t, double>> const& losses, std::vector<int64_t> const& gradients,
                    EpochSums& sums) {
  Tally tally(at::kCPU, 2 * kSteps);
  tally.start({});
  for (int64_t step = 0; step < kSteps; ++step, ++sums.steps) {
    double loss = 1;
    for (auto const& [at, value] : losses)
      if (at == step) loss = value;
    bool const finite = std::find(gradients.begin(), gradients.end(), step) == gradients.end();
    tally.add(at::scalar_tensor(loss, at::kFloat), at::scalar_tensor(0.5, at::kFloat), 8);
    tally.close(number(step), flag(finite));
  }
  return tally.read(sums);
}

}  // namespace

TEST_CASE("sums on the device equal sums of numbers that are read at every step, bit for bit") {
  auto const values = drawn();
  EpochSums expected;
  expected.loss = 0.1;  // of an epoch that is gone on with
  auto const from = expected;
  for (int64_t step = 0; step < kSteps; ++step) {
    expected.loss += values[0][step].item<double>() * static_cast<double>(images(step));
    expected.error += values[1][step].item<double>() * static_cast<double>(images(step));
  }
  for (int64_t every : {0L, 1L, 7L, 2 * kSteps}) {
    auto const got = summed(every, from);
    CHECK(got.loss == expected.loss);
    CHECK(got.error == expected.error);
  }
}

TEST_CASE("the first step that was not finite is named, whatever followed it") {
  EpochSums sums;
  auto const says = [&](std::vector<std::pair<int64_t, double>> const& losses, std::vector<int64_t> const& gradients) {
    sums = {};
    return verdict(losses, gradients, sums);
  };
  CHECK(says({}, {}).empty());
  CHECK(sums.steps == kSteps);
  CHECK(says({{3, kNan}}, {3, 4, 5}) == "the loss");
  CHECK(sums.steps == 3);
  CHECK(says({{9, kInf}, {12, -kInf}}, {}) == "the loss");
  CHECK(sums.steps == 9);
  CHECK(says({{9, kNan}}, {7}) == "the gradient");
  CHECK(sums.steps == 7);
  CHECK(says({}, {0}) == "the gradient");
  CHECK(sums.steps == 0);
}

TEST_CASE("from the first bad step on no step is allowed") {
  Tally tally(at::kCPU, kSteps);
  tally.start({});
  for (int64_t step = 0; step < 6; ++step) {
    tally.add(at::scalar_tensor(1, at::kFloat), at::scalar_tensor(1, at::kFloat), 1);
    CHECK(tally.close(number(step), flag(step != 3)).item<bool>() == (step < 3));
  }
  tally.start({});  // another epoch
  tally.add(at::scalar_tensor(1, at::kFloat), at::scalar_tensor(1, at::kFloat), 1);
  CHECK(tally.close(number(0), flag(true)).item<bool>());
}
