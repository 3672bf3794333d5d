// corruptions_test: noise has the moments that it says, blur is that of a loop over pixels, and a run has all figures.
#include "experiments/calibration/corruptions.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/randint.h>

#include <algorithm>
#include <cmath>

#include "../train/stopping.hpp"
#include "core/table.hpp"
#include "error_of.hpp"
#include "scratch_folder.hpp"
#include "train/entry_points.hpp"
#include "train/nets.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using calibration::Corruption;
using calibration::corruptions;

namespace {

Corruption const& kind(std::string const& name) {
  return *std::find_if(corruptions().begin(), corruptions().end(), [&](auto const& c) { return c.name == name; });
}

at::Tensor images() { return at::randint(256, {3, 3, 32, 32}, at::detail::createCPUGenerator(2), at::kByte); }

/// A pixel of the first image, [0, 1]; beyond the edge that of the edge.
double pixel(at::Tensor const& x, int64_t c, int64_t row, int64_t column) {
  auto const inside = [](int64_t v) { return std::clamp<int64_t>(v, 0, 31); };
  return x[0][c][inside(row)][inside(column)].item<double>() / 255;
}

/// Mean over the cells around (row, column) by `weight` of their distances.
template <class Weight>
double blurred(at::Tensor const& x, int64_t row, int64_t column, int64_t reach, Weight const& weight) {
  double sum = 0, weights = 0;
  for (int64_t i = -reach; i <= reach; ++i)
    for (int64_t j = -reach; j <= reach; ++j) {
      sum += weight(i, j) * pixel(x, 1, row + i, column + j);
      weights += weight(i, j);
    }
  return sum / weights;
}

template <class Weight>
void check_blur(char const* name, int64_t reach, Weight const& weight) {
  at::Tensor const x = images(), out = kind(name).apply(x.to(at::kFloat) / 255, 1);
  for (int64_t row : {0, 1, 13, 31})
    for (int64_t column : {0, 2, 20, 31}) {
      INFO(name << " at " << row << ", " << column);
      CHECK(out[0][1][row][column].item<double>() == Approx(blurred(x, row, column, reach, weight)).margin(1e-5));
    }
}

/// Mean and variance of what a noise adds to grey images of one value.
std::pair<double, double> moments(char const* name, double grey) {
  auto const x = at::full({20, 3, 32, 32}, grey, at::kFloat);
  auto const added = (kind(name).apply(x, 3) - x).to(at::kDouble);
  return {added.mean().item<double>(), added.var(false).item<double>()};
}

}  // namespace

TEST_CASE("there are ten kinds, five of noise and five of blur, of distinct names") {
  REQUIRE(corruptions().size() == 10);
  CHECK(std::count_if(corruptions().begin(), corruptions().end(), [](auto const& c) { return c.noise; }) == 5);
  for (auto const& a : corruptions())
    CHECK(std::count_if(corruptions().begin(), corruptions().end(), [&](auto const& b) { return a.name == b.name; }) ==
          1);
}

TEST_CASE("every kind changes images, gives bytes, and repeats itself; noise depends on the seed") {
  auto const x = images();
  for (auto const& c : corruptions()) {
    INFO(c.name);
    auto const out = calibration::corrupted(c, x, 5);
    CHECK(out.scalar_type() == at::kByte);
    CHECK(out.sizes() == x.sizes());
    CHECK(!out.equal(x));
    CHECK(out.equal(calibration::corrupted(c, x, 5)));
    if (c.noise || c.name == "glass_blur") CHECK(!out.equal(calibration::corrupted(c, x, 6)));
  }
}

TEST_CASE("noise has no bias and the variance that its law says") {
  constexpr double kGrey = 0.4;
  struct Law {
    char const* name;
    double variance;
  };
  for (auto const& [name, variance] : {Law{"gaussian_noise", 0.01}, Law{"speckle_noise", 0.09 * kGrey * kGrey},
                                       Law{"uniform_noise", 0.04 / 3}, Law{"shot_noise", kGrey / 60}}) {
    INFO(name);
    auto const [mean, found] = moments(name, kGrey);
    CHECK(std::abs(mean) < 5 * std::sqrt(variance / 61440));
    CHECK(found == Approx(variance).epsilon(0.05));
  }
  auto const x = at::full({20, 3, 32, 32}, kGrey, at::kFloat);
  auto const impulses = kind("impulse_noise").apply(x, 3);
  CHECK((impulses == 0).to(at::kDouble).mean().item<double>() == Approx(0.025).epsilon(0.1));
  CHECK((impulses == 1).to(at::kDouble).mean().item<double>() == Approx(0.025).epsilon(0.1));
}

TEST_CASE("blur is the weighted mean of the pixels around, edges repeated") {
  check_blur("gaussian_blur", 3,
             [](int64_t i, int64_t j) { return std::exp(-static_cast<double>(i * i + j * j) / 2); });
  check_blur("defocus_blur", 2,
             [](int64_t i, int64_t j) { return static_cast<double>(i * i + j * j) <= 3.24 ? 1.0 : 0.0; });
  check_blur("motion_blur", 2, [](int64_t i, int64_t j) { return i == j ? 1.0 : 0.0; });
}

TEST_CASE("glass moves pixels by one at most, whole pixels; pixelate makes squares of their mean") {
  auto const x = images();
  auto const glass = calibration::corrupted(kind("glass_blur"), x, 1);
  auto const square = kind("pixelate").apply(x.to(at::kFloat) / 255, 1);
  for (int64_t row : {0, 7, 31})
    for (int64_t column : {0, 12, 31}) {
      bool found = false;
      for (int64_t i = -1; i <= 1; ++i)
        for (int64_t j = -1; j <= 1; ++j) {
          bool same = true;
          for (int64_t c = 0; c < 3; ++c)
            same = same && glass[0][c][row][column].item<double>() / 255 == pixel(x, c, row + i, column + j);
          found = found || same;
        }
      CHECK(found);
      double mean = 0;
      for (int64_t i = 0; i < 2; ++i)
        for (int64_t j = 0; j < 2; ++j) mean += pixel(x, 1, row / 2 * 2 + i, column / 2 * 2 + j) / 4;
      CHECK(square[0][1][row][column].item<double>() == Approx(mean).margin(1e-5));
    }
}

TEST_CASE("a judged net has every figure, goes on where it was, and means are those of the kinds") {
  auto run = [] {
    for (auto const& table : all_tables())
      if (table.experiment == "calibration")
        return resolve(table, *table.row("cifar10-mixup"), "demo", 1,
                       parse_json(R"({"data": {"train_limit": 64, "test_limit": 40}, "model": {"width": 0.0625},
                                      "budget": {"epochs": 2, "batch": 32, "clean_subset": 32}})",
                                  "test"));
    throw error(Exit::bug, "no table calibration");
  }();
  auto const perform = [&](std::string const& folder, int64_t stop) {
    Stopper stopper(stop);
    Outcome out;
    train::forget_nets();
    mixup_run(run, stoppable_options(folder, stopper, 600), stopper, out);
    return out;
  };
  auto const whole = perform("", 0);
  double error = 0, noise = 0;
  for (auto const& c : corruptions()) {
    error += whole.metrics[c.name]["error"].get<double>() / 10;
    if (c.noise) noise += whole.metrics[c.name]["error"].get<double>() / 5;
  }
  CHECK(whole.metrics["corrupted"]["error"].get<double>() == Approx(error));
  CHECK(whole.metrics["noise"]["error"].get<double>() == Approx(noise));
  CHECK(whole.figure["error"].size() == 10);
  auto const& bins = whole.figure["reliability"];
  double sure = 0;
  for (size_t b = 0; b < bins["count"].size(); ++b)
    sure += bins["count"][b].get<double>() * bins["confidence"][b].get<double>() / 40;
  CHECK(whole.metrics["clean"]["overconfidence"].get<double>() ==
        Approx(100 * sure - 100 + whole.metrics["clean"]["error"].get<double>()).margin(1e-6));
  ScratchFolder const folder;
  REQUIRE(error_of([&] { perform(folder.path(), 3); }).code == Exit::terminated);
  auto const resumed = perform(folder.path(), 0);
  CHECK(resumed.parameters == whole.parameters);
  CHECK(resumed.metrics["corrupted"] == whole.metrics["corrupted"]);
}
