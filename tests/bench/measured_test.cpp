// measured_test: ratios, targets and files of figures, by hand.
#include "bench/measured.hpp"

#include "error_of.hpp"
#include "near.hpp"
#include "scratch_folder.hpp"

#include "catch2_shim.hpp"

using namespace mixup;
using namespace mixup::test;
using bench::Bound;
using bench::Bounded;
using bench::Case;
using bench::Clock;
using bench::Figure;
using bench::Side;
using bench::Topic;

namespace {

/// Three rounds: 100, 200 and 100 per second here; 50, 50 and 100 there; per second of the processor 50 and 12.5.
Case rates() {
  auto out = bench::rate_of("width 1", "images");
  out.sides = {Side{"here", {100, 100, 100}, {1, 0.5, 1}, {2, 2, 2}},
               Side{"there", {50, 50, 50}, {1, 1, 0.5}, {4, 4, 4}}};
  return out;
}

std::string file_of(ScratchFolder const& folder, std::string const& text) { return folder.write("figures.json", text); }

}  // namespace

TEST_CASE("ratios are taken round by round, by either clock") {
  auto const of = rates();
  CHECK(bench::figures(of, of.sides[0]) == std::vector<double>{100, 200, 100});
  CHECK(bench::ratios(of, of.sides[1], Clock::wall) == std::vector<double>{2, 4, 1});
  CHECK(bench::ratios(of, of.sides[1], Clock::processor) == std::vector<double>{4, 4, 4});  // 50 and 12.5 per second
  auto const range = bench::spread({2, 4, 1});
  CHECK((range.median == 2 && range.least == 1 && range.most == 4));
}

TEST_CASE("a case whose figure is a time has the ratio of the times") {
  auto of = rates();
  of.figure = Figure::seconds;
  CHECK(near(bench::ratios(of, of.sides[1], Clock::wall)[1], 0.25));  // 0.005 s beside 0.02 s
}

TEST_CASE("a target is of the median ratio or of the median figure") {
  auto const of = rates();
  auto const is_met = [&](Bound bound, double value, Bounded bounded) {
    return bench::met(bench::with_target(of, bound, value, bounded), of.sides[1]);
  };
  CHECK(!bench::met(of, of.sides[1]));
  CHECK(*is_met(Bound::at_least, 2, Bounded::ratio));
  CHECK(!*is_met(Bound::at_least, 2.1, Bounded::ratio));
  CHECK(*is_met(Bound::at_most, 2, Bounded::ratio));
  CHECK(*is_met(Bound::at_most, 100, Bounded::figure));
  CHECK(!*is_met(Bound::at_most, 99, Bounded::figure));
  auto const alone = bench::with_target(of, Bound::at_least, 0.5);
  CHECK(!bench::met(alone, alone.sides[0]));  // a ratio to itself is none
}

TEST_CASE("a file gives back the topics that were written") {
  ScratchFolder const folder;
  Topic topic{"step", "about it"};
  topic.made_by = {{"program", "1"}};
  topic.cases = {bench::with_target(rates(), Bound::at_least, 1.5, Bounded::ratio)};
  topic.cases[0].at = {0.125};
  topic.cases[0].sides[0].facts = {{"threads", 1}};
  auto const json = bench::to_file({topic});
  CHECK(json["topics"][0]["cases"][0]["ratios"][0]["median"] == 2);
  CHECK(json["topics"][0]["cases"][0]["ratios"][0]["median_by_processor"] == 4);
  CHECK(bench::to_file(bench::from_file(file_of(folder, json.dump()))) == json);
}

TEST_CASE("a file that is none says where it is not") {
  ScratchFolder const folder;
  auto const good = bench::to_file({{"step", "about", Json::object(), {rates()}}});
  auto const problem = [&](std::string const& pointer, Json const& value) {
    auto bad = good;
    bad[Json::json_pointer(pointer)] = value;
    auto const found = error_of([&] { bench::from_file(file_of(folder, bad.dump())); });
    CHECK(found.code == Exit::data);
    return std::string(found.what());
  };
  CHECK(contains(problem("/topics", 3), "no list \"topics\""));
  CHECK(contains(problem("/topics/0/cases/0/unti", "images"), "unti: no such field"));
  CHECK(contains(problem("/topics/0/cases/0/sides/1/seconds", {1, 1}), "sides/1: 3 counts, 2 seconds"));
  CHECK(contains(problem("/topics/0/cases/0/sides/1/seconds/0", 0), "must be above 0"));
  CHECK(contains(problem("/topics/0/cases/0/sides", Json::array()), "no sides"));
}

TEST_CASE("topics measured anew take the place of the old ones, others stay") {
  auto const all = bench::joined({{"step", "old"}, {"game", "old"}}, {{"game", "new"}, {"jobs", "new"}});
  REQUIRE(all.size() == 3);
  CHECK((all[0].about == "old" && all[1].about == "new" && all[2].name == "jobs"));
}
