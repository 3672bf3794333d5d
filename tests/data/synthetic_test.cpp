// synthetic_test: generated data is the same for everybody, however much of it is asked for.
#include "data/synthetic.hpp"

#include <algorithm>
#include <set>

#include "catch2_shim.hpp"  // last: LibTorch brings glog's CHECK

using namespace mixup;

TEST_CASE("More generated images begin with the same images", "[data]") {
  auto const few = synthetic_images("cifar10", "train", 10, 20), more = synthetic_images("cifar10", "train", 10, 50);
  CHECK(std::equal(few.pixels.begin(), few.pixels.end(), more.pixels.begin()));
  CHECK(std::equal(few.labels.begin(), few.labels.end(), more.labels.begin()));
}

TEST_CASE("Parts and sets are generated differently", "[data]") {
  auto const train = synthetic_images("cifar10", "train", 10, 20);
  CHECK(train.pixels != synthetic_images("cifar10", "test", 10, 20).pixels);
  CHECK(train.pixels != synthetic_images("cifar100", "train", 10, 20).pixels);
}

TEST_CASE("Generated images have all classes and use the range of a byte", "[data]") {
  auto const images = synthetic_images("cifar10", "train", 10, 500);
  CHECK(images.pixels.size() == 500 * 3072);
  CHECK(std::set<int64_t>(images.labels.begin(), images.labels.end()).size() == 10);
  CHECK(*std::min_element(images.pixels.begin(), images.pixels.end()) < 30);
  CHECK(*std::max_element(images.pixels.begin(), images.pixels.end()) > 225);
  auto const extreme =
      std::count_if(images.pixels.begin(), images.pixels.end(), [](int v) { return v == 0 || v == 255; });
  CHECK(static_cast<double>(extreme) < 0.1 * static_cast<double>(images.pixels.size()));  // few values are cut off
}

TEST_CASE("A generated table has its shape, all classes, and its rows do not move", "[data]") {
  auto const frame = synthetic_frame("iris", 150, 4, 3), half = synthetic_frame("iris", 75, 4, 3);
  CHECK(frame.values.size() == 600);
  CHECK(std::set<int64_t>(frame.labels.begin(), frame.labels.end()) == std::set<int64_t>{0, 1, 2});
  CHECK(std::equal(half.values.begin(), half.values.end(), frame.values.begin()));
}
