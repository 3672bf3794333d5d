// measured: what was measured side by side, as data: topics of cases, of each case the sides, of each side the rounds.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/fields.hpp"
#include "core/json.hpp"

namespace mixup::bench {

enum class Figure { per_second, seconds };  // what is printed of a round: count / seconds, or seconds / count
enum class Clock { wall, processor };       // whose seconds; the other's ratio is printed beside
enum class Bound { none, at_least, at_most };
enum class Bounded { ratio, figure };

constexpr std::array<char const*, 2> names(Figure) { return {"per_second", "seconds"}; }
constexpr std::array<char const*, 2> names(Clock) { return {"wall", "processor"}; }
constexpr std::array<char const*, 3> names(Bound) { return {"none", "at_least", "at_most"}; }
constexpr std::array<char const*, 2> names(Bounded) { return {"ratio", "figure"}; }

/// What a case is to come to: its median ratio to each other side, or its own median figure.
struct Target {
  Bound bound = Bound::none;
  double value = 0;
  Bounded of = Bounded::ratio;
};

/// One of those that are compared. The lists have one number per round.
struct Side {
  std::string name;  // "mixup-bench", "PyTorch 1.13.0"
  std::vector<double> count, seconds, cpu_seconds;
  Json facts = Json::object();  // about who measured: versions, precision, threads
};

struct Case {
  std::string name, unit;  // "width 1/8, 1 thread"; "images": what is counted
  Figure figure = Figure::per_second;
  Clock clock = Clock::wall;
  Target target = {};
  std::vector<double> at = {};   // of a case that is a point of a curve: where on its axis, one number
  std::vector<Side> sides = {};  // the first is this program
};

struct Topic {
  std::string name, about;
  Json made_by = Json::object();  // program, revision, machine, time
  std::vector<Case> cases = {};
};

template <class F>
void fields(F& f, Target& t) {
  f("bound", t.bound);
  f("value", t.value);
  f("of", t.of);
}

template <class F>
void fields(F& f, Side& s) {
  f("name", s.name);
  f("count", s.count);
  f("seconds", s.seconds);
  f("cpu_seconds", s.cpu_seconds);
  f("facts", s.facts);
}

template <class F>
void fields(F& f, Case& c) {
  f("name", c.name);
  f("unit", c.unit);
  f("figure", c.figure);
  f("clock", c.clock);
  f("target", c.target);
  f("at", c.at);
}

template <class F>
void fields(F& f, Topic& t) {
  f("name", t.name);
  f("about", t.about);
  f("made_by", t.made_by);
}

/// "images" per second.
Case rate_of(std::string const& name, std::string const& unit, Clock clock = Clock::wall);
/// Seconds of the wall per "epoch".
Case time_of(std::string const& name, std::string const& unit);
Case with_target(Case of, Bound bound, double value, Bounded bounded = Bounded::ratio);

/// Median and range over the rounds.
struct Spread {
  double median = 0, least = 0, most = 0;
};

Spread spread(std::vector<double> const& values);

/// The figure of each round of `side`, by the clock of the case.
std::vector<double> figures(Case const& of, Side const& side);

/// First side / `other`, round by round.
std::vector<double> ratios(Case const& of, Side const& other, Clock clock);

/// True if the target is met by `other`'s ratio or by the first side's figure; empty: there is none,
/// or no other side.
std::optional<bool> met(Case const& of, Side const& other);

/// A file of topics: {"topics": [{..., "cases": [{..., "sides": [...], "ratios": [...]}]}]}; ratios are written for
/// readers and computed anew when a file is read. Errors: Exit::io, Exit::data with the path in the file.
Json to_file(std::vector<Topic> const& topics);
std::vector<Topic> from_file(std::string const& path);

/// `kept` with those of `fresh` in the place of topics of the same name, others behind.
std::vector<Topic> joined(std::vector<Topic> kept, std::vector<Topic> const& fresh);

}  // namespace mixup::bench
