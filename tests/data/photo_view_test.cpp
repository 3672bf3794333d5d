// photo_view_test: what is cut out of photographs of every shape, and by which law.
#include "data/photo_view.hpp"

#include <cmath>

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;

TEST_CASE("Drawn regions lie inside, and their area and shape follow the law", "[photographs]") {
  constexpr int kDraws = 20000;
  double area = 0, aspect = 0, flips = 0, left = 0;
  for (int i = 0; i < kDraws; ++i) {
    auto const view = photo_view(1000, 1000, 224, Augment::resized_crop_flip, 7, i);
    auto const& r = view.region;
    REQUIRE((r.left >= 0 && r.top >= 0 && r.left + r.width <= 1000 && r.top + r.height <= 1000));
    double const share = static_cast<double>(r.width * r.height) / 1e6;
    double const shape = std::log(static_cast<double>(r.width) / static_cast<double>(r.height));
    REQUIRE((share > 0.078 && share < 1.002 && std::abs(shape) < std::log(4.0 / 3) + 0.01));
    area += share / kDraws;
    aspect += shape / kDraws;
    flips += view.flip / double{kDraws};
    left += static_cast<double>(r.left) / static_cast<double>(1000 - r.width + 1) / kDraws;
  }
  // The mean of 20,000 draws is off by less than 4 of its deviations: 0.27 / 141, 0.17 / 141, 0.5 / 141, 0.29 / 141.
  // Large areas of the wrong shape do not fit and are drawn again: 0.54 would be their mean without that, and the
  // rejected ones are the largest.
  CHECK((area > 0.45 && area < 0.54));
  CHECK(std::abs(aspect) < 0.005);
  CHECK(std::abs(flips - 0.5) < 0.015);
  CHECK(std::abs(left - 0.5) < 0.01);
}

TEST_CASE("A draw depends on seed and position alone", "[photographs]") {
  auto const left = [](uint64_t seed, int64_t position) {
    return photo_view(500, 375, 224, Augment::resized_crop_flip, seed, position).region.left;
  };
  CHECK(left(1, 3) == left(1, 3));
  bool differ = false;
  for (int i = 0; i < 8; ++i) differ = differ || left(1, i) != left(2, i);
  CHECK(differ);
}

TEST_CASE("Where no draw fits, the centre is taken", "[photographs]") {
  auto const tall = photo_view(10, 1000, 224, Augment::resized_crop_flip, 1, 0).region;
  CHECK((tall.width == 10 && tall.height == 13 && tall.left == 0 && tall.top == 493));
  auto const wide = photo_view(1000, 9, 224, Augment::resized_crop_flip, 1, 0).region;
  CHECK((wide.width == 12 && wide.height == 9 && wide.left == 494 && wide.top == 0));
  auto const dot = photo_view(1, 1, 224, Augment::resized_crop_flip, 1, 0).region;
  CHECK((dot.width == 1 && dot.height == 1));
}

TEST_CASE("To be judged, the shorter side becomes 256 and the centre of 224 is cut out", "[photographs]") {
  auto const view = photo_view(500, 375, 224, Augment::none, 1, 0);
  CHECK((view.region.width == 500 && view.region.height == 375));
  CHECK((view.width == 341 && view.height == 256));
  CHECK((view.window.left == 58 && view.window.top == 16 && view.window.width == 224 && view.window.height == 224));
  CHECK_FALSE(view.flip);
  auto const small = photo_view(30, 90, 64, Augment::none, 1, 0);  // enlarged
  CHECK((small.width == 73 && small.height == 219 && small.window.top == 77));
  CHECK(error_of([] { photo_view(30, 90, 64, Augment::crop_flip, 1, 0); }).code == Exit::usage);
}
