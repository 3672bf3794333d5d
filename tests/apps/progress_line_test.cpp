// progress_line_test: one line of any width, with what matters most.
#include "apps/progress_line.hpp"

#include <cmath>

#include "catch2_shim.hpp"

using namespace mixup;

namespace {

ProgressState const kState{"cifar/small/cifar10-preact18-mixup-s1", 0.236, 312, {"epoch 3/40", "", "301 images/s"}};

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("no line is wider than it may be") {
  for (size_t columns = 0; columns < 200; ++columns) {
    CHECK(columns_of(progress_line(kState, columns)) <= columns);
    CHECK(columns_of(end_of("größer", columns)) <= columns);
  }
}

TEST_CASE("from 19 columns on, a terminal of 20, the line says how far and how long") {
  for (size_t columns = 19; columns < 200; ++columns) {
    auto const line = progress_line(kState, columns);
    CHECK(holds(line, "24 %"));
    CHECK(holds(line, "5:12 left"));
  }
  auto slow = kState;
  slow.seconds_left = 359999;  // 100 hours but one second
  CHECK(progress_line(slow, 19) == "24 %, 99:59:59 left");
}

TEST_CASE("with more space come the end of the name, the epoch, the pace and a bar") {
  CHECK(progress_line(kState, 39) == "…r10-preact18-mixup-s1  24 %, 5:12 left");
  auto const wide = progress_line(kState, 120);
  CHECK(holds(
      wide,
      "cifar/small/cifar10-preact18-mixup-s1 [=====                   ]  24 %, 5:12 left, epoch 3/40, 301 images/s"));
}

TEST_CASE("a time that is not known is not shown, and a share is never beyond its ends") {
  CHECK(progress_line({"fetch", 1.5, -1, {}}, 15) == "fetch 100 %");
  CHECK(progress_line({"fetch", -0.5, -1, {}}, 15) == "fetch   0 %");
}

TEST_CASE("a text is cut between characters, at its start") {
  CHECK(end_of("αβγδ", 4) == "αβγδ");
  CHECK(end_of("αβγδ", 3) == "…γδ");
  CHECK(end_of("αβγδ", 1) == "…");
  CHECK(end_of("αβγδ", 0).empty());
}

TEST_CASE("time left is by the pace of this process: what an earlier one did took none of its time") {
  Pace whole, resumed;
  CHECK(whole.left(0, 100) == -1);
  CHECK(whole.left(0.25, 110) == 30);
  CHECK(resumed.left(0.9, 100) == -1);
  CHECK(std::abs(resumed.left(0.95, 110) - 10) < 1e-9);
}
