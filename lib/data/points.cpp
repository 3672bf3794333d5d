// points: centres and curves of the distributions, and how a point is drawn from them.
#include "data/points.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cos.h>
#include <ATen/ops/meshgrid.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>

#include "catalog/catalog.hpp"
#include "core/error.hpp"
#include "core/seed.hpp"

namespace mixup {
namespace {

constexpr double kPi = 3.141592653589793;
constexpr double kSigma = 0.01;       // of a mode; grid and ring as in the authors' demo (docs/deviations.md)
constexpr double kNoise = 0.1;        // of the two-class problems: that, and their form, is our choice
constexpr double kInnerRadius = 0.5;  // of the two rings; the outer one's is 1
constexpr int64_t kGridSide = 5, kRingModes = 8;  // modes along a side of the grid, and around the ring

at::Tensor grid_centres() {
  auto const line = at::arange(kGridSide, at::kFloat) * 0.5 - 1;  // -1, -0.5, 0, 0.5, 1
  auto const axes = at::meshgrid({line, line}, "ij");
  return at::stack({axes[0].reshape(-1), axes[1].reshape(-1)}, 1);
}

at::Tensor on_circle(at::Tensor const& angle) { return at::stack({angle.cos(), angle.sin()}, 1); }

at::Tensor ring_centres() { return on_circle(at::arange(kRingModes, at::kFloat) * (2 * kPi / kRingModes)); }

/// Class 0: the upper half of the unit circle; class 1: its lower half, moved by (1, 1/2), so that they interlock.
at::Tensor moons(at::Tensor const& label, at::Tensor const& uniform) {
  auto const upper = on_circle(uniform * kPi);
  auto const lower = at::stack({1 - upper.select(1, 0), 0.5 - upper.select(1, 1)}, 1);
  return at::where(label.eq(0).unsqueeze(1), upper, lower);
}

/// Class 0: the unit circle; class 1: the circle of radius kInnerRadius around the same centre.
at::Tensor rings(at::Tensor const& label, at::Tensor const& uniform) {
  auto const radius = 1 - label.to(at::kFloat) * (1 - kInnerRadius);
  return on_circle(uniform * (2 * kPi)) * radius.unsqueeze(1);
}

}  // namespace

Modes modes(std::string const& name) {
  if (name == "grid25") return {grid_centres(), kSigma};
  if (name == "ring8") return {ring_centres(), kSigma};
  throw error(Exit::usage, "/data/name: {} is no mixture of Gaussians, allowed grid25, ring8", name);
}

Points draw_points(std::string const& name, int64_t count, uint64_t seed) {
  CatalogEntry const& entry = find_data(name);
  auto generator = at::detail::createCPUGenerator(seed);
  auto const label = at::randint(entry.classes, {count}, generator, at::kLong);
  auto const noise = at::randn({count, 2}, generator, at::kFloat);
  if (name == "moons") return {moons(label, at::rand({count}, generator, at::kFloat)).add_(noise, kNoise), label};
  if (name == "rings") return {rings(label, at::rand({count}, generator, at::kFloat)).add_(noise, kNoise), label};
  auto const [centres, sigma] = modes(name);
  return {centres.index_select(0, label).add_(noise, sigma), label};
}

Splits split_points(DataSpec const& spec, uint64_t run_seed) {
  CatalogEntry const& entry = find_data(spec.name);
  auto const draw = [&](int64_t limit, uint64_t part) {
    auto const count = limit > 0 ? limit : train_size(entry, 1);
    auto const points = draw_points(spec.name, count, derive_seed(run_seed, "points", 0, part));
    return Dataset{points.x, points.label, entry.classes, {}, {}};
  };
  Splits splits;
  splits.train = draw(spec.train_limit, 0);
  splits.test = draw(spec.test_limit, 1);
  return splits;
}

}  // namespace mixup
