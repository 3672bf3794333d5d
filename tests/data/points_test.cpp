// points_test: the distributions of the plane have the modes, shares and moments of their definitions.
#include "data/points.hpp"

#include <ATen/TensorOperators.h>
#include <ATen/ops/bincount.h>

#include "catalog/catalog.hpp"
#include "error_of.hpp"

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;
using namespace mixup::test;

namespace {

constexpr int64_t kMany = 20000;

double largest(at::Tensor const& t) { return t.abs().max().item<double>(); }

}  // namespace

TEST_CASE("The grid has 25 modes half apart on [-1, 1]^2, the ring 8 on the unit circle", "[data]") {
  auto const grid = modes("grid25"), ring = modes("ring8");
  CHECK(grid.centres.sizes().vec() == std::vector<int64_t>{25, 2});
  CHECK(grid.centres.amin().item<double>() == -1);
  CHECK(grid.centres.amax().item<double>() == 1);
  CHECK(largest((grid.centres * 2).round() - grid.centres * 2) == 0);
  CHECK(ring.centres.sizes().vec() == std::vector<int64_t>{8, 2});
  CHECK(largest(ring.centres.square().sum(1) - 1) < 1e-6);
  CHECK(largest(ring.centres.sum(0)) < 1e-6);
  for (auto const& each : {grid, ring}) {
    CHECK(each.sigma == 0.01);
    auto const squares = (each.centres.unsqueeze(0) - each.centres.unsqueeze(1)).square().sum(2);
    CHECK((squares < 0.2).sum().item<int64_t>() == each.centres.size(0));  // apart, but each from itself
  }
}

TEST_CASE("Points of a mixture lie around their mode, every mode has its share", "[data]") {
  for (auto const* name : {"grid25", "ring8"}) {
    auto const [centres, sigma] = modes(name);
    auto const points = draw_points(name, kMany, 3);
    auto const off = points.x - centres.index_select(0, points.label);
    INFO(name);
    CHECK(largest(off.mean(0)) < 5 * sigma / std::sqrt(double(kMany)));
    CHECK(largest(off.std(0, /*unbiased=*/true) / sigma - 1) < 0.03);
    CHECK(largest(off) < 6 * sigma);
    double const share = 1.0 / double(centres.size(0));
    auto const shares = at::bincount(points.label, {}, centres.size(0)).to(at::kDouble) / kMany;
    CHECK(largest(shares - share) < 5 * std::sqrt(share / kMany));
  }
}

TEST_CASE("Rings have radii 1 and 1/2, moons are half circles that interlock, both with noise 0.1", "[data]") {
  auto const rings = draw_points("rings", kMany, 3), moons = draw_points("moons", kMany, 3);
  auto const radius = rings.x.square().sum(1).sqrt();
  auto const of = [](at::Tensor const& values, at::Tensor const& label, int64_t k) {
    return values.masked_select(label.eq(k)).to(at::kDouble);
  };
  // Noise across a circle of radius r adds sigma^2 / 2r to the mean distance.
  CHECK(of(radius, rings.label, 0).mean().item<double>() == Approx(1.005).margin(0.005));
  CHECK(of(radius, rings.label, 1).mean().item<double>() == Approx(0.51).margin(0.005));
  CHECK(of(radius, rings.label, 0).std().item<double>() == Approx(0.1).margin(0.005));
  auto const x = moons.x.select(1, 0), y = moons.x.select(1, 1);
  double const mean = 2 / 3.14159265;  // of the sine over half a turn
  CHECK(of(x, moons.label, 0).mean().item<double>() == Approx(0).margin(0.03));
  CHECK(of(y, moons.label, 0).mean().item<double>() == Approx(mean).margin(0.02));
  CHECK(of(x, moons.label, 1).mean().item<double>() == Approx(1).margin(0.03));
  CHECK(of(y, moons.label, 1).mean().item<double>() == Approx(0.5 - mean).margin(0.02));
  auto const upper = (x.square() + y.square()).sqrt(), lower = ((x - 1).square() + (y - 0.5).square()).sqrt();
  CHECK(of(upper, moons.label, 0).std().item<double>() == Approx(0.1).margin(0.005));
  CHECK(of(lower, moons.label, 1).std().item<double>() == Approx(0.1).margin(0.005));
}

TEST_CASE("A seed fixes the points, another changes them, and unknown names are named", "[data]") {
  CHECK(draw_points("moons", 50, 1).x.equal(draw_points("moons", 50, 1).x));
  CHECK_FALSE(draw_points("moons", 50, 1).x.equal(draw_points("moons", 50, 2).x));
  CHECK(error_of([] { draw_points("spiral", 5, 1); }).code == Exit::usage);
  CHECK_THAT(error_of([] { modes("moons"); }).what(), Catch::Matchers::Contains("grid25, ring8"));
}

TEST_CASE("Points load without files, from any source, in parts that differ, and as many as asked for", "[data]") {
  for (auto const& entry : data_catalog()) {
    if (entry.kind != DataKind::points) continue;
    INFO(entry.name);
    DataSpec spec;
    spec.name = entry.name;
    auto const real = load(spec, {"/nowhere", ""}, 1);
    CHECK(real.train.x.sizes().vec() == std::vector<int64_t>{1000, 2});
    CHECK(real.train.x.scalar_type() == at::kFloat);
    CHECK(real.train.classes == entry.classes);
    CHECK(real.train.y.max().item<int64_t>() == entry.classes - 1);
    CHECK_FALSE(real.train.x.equal(real.test.x));
    CHECK(real.identity["files"].empty());
    CHECK(real.identity["origin"] == "drawn from its definition");
    spec.source = Source::synthetic;
    CHECK(load(spec, {"", "/nowhere"}, 1).train.x.equal(real.train.x));
    CHECK_FALSE(load(spec, {"", ""}, 2).train.x.equal(real.train.x));
    spec.train_limit = 300;
    spec.test_limit = 4000;
    CHECK(load(spec, {"", ""}, 1).train.y.numel() == 300);
    CHECK(load(spec, {"", ""}, 1).test.y.numel() == 4000);
  }
}
