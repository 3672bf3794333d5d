// text_test: what a person reads of figures: lines, a page, changes, exponents.
#include "bench/text.hpp"

#include "error_of.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using bench::Case;
using bench::Side;
using bench::Topic;

namespace {

/// Two rounds of so many per second here, and 100 per second there.
Case case_of(std::string const& name, double first, double second) {
  auto out = bench::rate_of(name, "images");
  out.sides = {Side{"mixup-bench", {first, second}, {1, 1}, {1, 1}}, Side{"PyTorch 1.13", {100, 100}, {1, 1}, {2, 2}}};
  return out;
}

Topic topic_of(std::vector<Case> cases) { return {"step", "a step", {{"program", "0.2.0"}}, std::move(cases)}; }

Case point(std::string const& name, double at, double seconds) {
  auto out = bench::time_of(name, "epoch");
  out.at = {at};
  out.sides = {Side{"mixup-bench", {1}, {seconds}, {seconds}}};
  return out;
}

}  // namespace

TEST_CASE("a line has case, figures, ratio and target, in aligned columns") {
  auto wide = case_of("width 1/8, 1 thread", 1500, 2500);
  wide = bench::with_target(wide, bench::Bound::at_least, 10);
  CHECK(
      bench::lines(topic_of({wide, case_of("width 1", 50, 50)})) ==
      "step: a step\n"
      "  case                  here  unit          beside        there   ratio (least ... most)  other clock  target\n"
      "  width 1/8, 1 thread  2,000  images per s  PyTorch 1.13    100  20.00 (15.00 ... 25.00)        40.00  at "
      "least 10: met\n"
      "  width 1                 50  images per s  PyTorch 1.13    100     0.50 (0.50 ... 0.50)         1.00\n");
}

TEST_CASE("a case of one side has its figure alone") {
  auto alone = case_of("width 1", 50, 50);
  alone.sides.pop_back();
  CHECK(bench::lines(topic_of({alone})) ==
        "step: a step\n"
        "  case     here  unit\n"
        "  width 1    50  images per s\n");
}

TEST_CASE("the time of compiling is said") {
  auto compiled = case_of("width 1", 50, 50);
  compiled.sides[1].facts = {{"first_step_seconds", 24.5}};
  auto const said = "width 1: PyTorch 1.13: the first step, which compiles, took 24.5 s and is not counted\n";
  CHECK(contains(bench::lines(topic_of({compiled})), said));
  CHECK(contains(bench::page({topic_of({compiled})}), said));
}

TEST_CASE("points of a curve have its exponent below them") {
  auto const topic =
      topic_of({point("images: 1,000", 1000, 2), point("images: 4,000", 4000, 8), point("width: 1/2", 0.5, 3),
                point("width: 1", 1, 12), point("batch: 32", 32, 5)});  // one point is no curve
  CHECK(contains(bench::lines(topic), "the figure grows as images ^ 1.00, width ^ 2.00\n"));
  auto const page = bench::page({topic});
  CHECK(contains(page, "images ^ 1.00, width ^ 2.00"));
  CHECK(contains(page, "| images: 4,000 |"));
  CHECK(contains(page, "Made by: program 0.2.0."));
}

TEST_CASE("a change is marked where the ranges are apart") {
  auto const then =
      topic_of({case_of("a", 100, 120), case_of("b", 100, 120), case_of("c", 100, 120), case_of("gone", 1, 2)});
  auto const now =
      topic_of({case_of("a", 121, 140), case_of("b", 80, 99), case_of("c", 120, 150), case_of("new", 1, 2)});
  auto const text = bench::changes({then}, {now});
  CHECK(contains(text, "step: a   110  130.5  images per s           1.19  faster\n"));
  CHECK(contains(text, "step: b   110   89.5  images per s           0.81  slower\n"));
  CHECK(contains(text, "step: c   110    135  images per s           1.23  the ranges overlap\n"));
  CHECK(contains(text, "only then: step: gone\n"));
  CHECK(contains(text, "only now: step: new\n"));
}

TEST_CASE("of times the smaller is the faster one") {
  auto const text = bench::changes({topic_of({point("a", 1, 4)})}, {topic_of({point("a", 1, 2)})});
  CHECK(contains(text, "2.00  faster\n"));
}
