#include "bench/measured.hpp"

#include <algorithm>

#include "stats/descriptive.hpp"

namespace mixup::bench {
namespace {

std::vector<double> figures_by(Case const& of, Side const& side, Clock clock) {
  auto const& seconds = clock == Clock::wall ? side.seconds : side.cpu_seconds;
  std::vector<double> out;
  for (size_t i = 0; i < seconds.size(); ++i)
    out.push_back(of.figure == Figure::seconds ? seconds[i] / side.count[i] : side.count[i] / seconds[i]);
  return out;
}

Json ratio_json(Case const& of, Side const& other) {
  auto const by_clock = spread(ratios(of, other, of.clock));
  auto const rest = of.clock == Clock::wall ? Clock::processor : Clock::wall;
  Json out = {{"to", other.name}, {"median", by_clock.median}, {"least", by_clock.least}, {"most", by_clock.most}};
  out[std::string("median_by_") + name_of(rest)] = spread(ratios(of, other, rest)).median;
  return out;
}

Json case_json(Case const& of) {
  Json out = to_json(of);
  out["sides"] = Json::array();
  for (auto const& side : of.sides) out["sides"].push_back(to_json(side));
  out["ratios"] = Json::array();
  for (size_t i = 1; i < of.sides.size(); ++i) out["ratios"].push_back(ratio_json(of, of.sides[i]));
  return out;
}

/// Takes a list out of an object; Exit::data without one.
Json taken_list(Json& from, char const* key, std::string const& path) {
  auto const list = from.is_object() ? from.value(key, Json()) : Json();
  if (!list.is_array()) throw error(Exit::data, "{}: no list \"{}\": no file of mixup-bench bench", path, key);
  from.erase(key);
  return list;
}

Side side_of(Json const& json, std::string const& path) {
  auto const side = from_json<Side>(json, path);
  size_t const rounds = side.count.size();
  auto const sound = [](double value) { return value > 0; };
  if (rounds == 0 || side.seconds.size() != rounds || side.cpu_seconds.size() != rounds)
    throw error(Exit::data, "{}: {} counts, {} seconds, {} cpu_seconds, expected one of each per round", path, rounds,
                side.seconds.size(), side.cpu_seconds.size());
  for (auto const* list : {&side.count, &side.seconds, &side.cpu_seconds})
    if (!std::all_of(list->begin(), list->end(), sound))
      throw error(Exit::data, "{}: counts and seconds must be above 0", path);
  return side;
}

Case case_of(Json json, std::string const& path) {
  auto const sides = taken_list(json, "sides", path);
  taken_list(json, "ratios", path);
  auto out = from_json<Case>(json, path);
  for (size_t i = 0; i < sides.size(); ++i) out.sides.push_back(side_of(sides[i], fmt::format("{}/sides/{}", path, i)));
  if (out.sides.empty()) throw error(Exit::data, "{}: no sides, expected one or more", path);
  for (auto const& side : out.sides)
    if (side.count.size() != out.sides[0].count.size())
      throw error(Exit::data, "{}: sides of {} and {} rounds", path, out.sides[0].count.size(), side.count.size());
  return out;
}

Topic topic_of(Json json, std::string const& path) {
  auto const cases = taken_list(json, "cases", path);
  auto out = from_json<Topic>(json, path);
  for (size_t i = 0; i < cases.size(); ++i) out.cases.push_back(case_of(cases[i], fmt::format("{}/cases/{}", path, i)));
  return out;
}

}  // namespace

Case rate_of(std::string const& name, std::string const& unit, Clock clock) {
  Case out;
  out.name = name;
  out.unit = unit;
  out.clock = clock;
  return out;
}

Case time_of(std::string const& name, std::string const& unit) {
  auto out = rate_of(name, unit);
  out.figure = Figure::seconds;
  return out;
}

Case with_target(Case of, Bound bound, double value, Bounded bounded) {
  of.target = {bound, value, bounded};
  return of;
}

Spread spread(std::vector<double> const& values) {
  auto const [least, most] = std::minmax_element(values.begin(), values.end());
  return {median(values), *least, *most};
}

std::vector<double> figures(Case const& of, Side const& side) { return figures_by(of, side, of.clock); }

std::vector<double> ratios(Case const& of, Side const& other, Clock clock) {
  auto out = figures_by(of, of.sides.front(), clock);
  auto const theirs = figures_by(of, other, clock);
  for (size_t i = 0; i < out.size(); ++i) out[i] /= theirs[i];
  return out;
}

std::optional<bool> met(Case const& of, Side const& other) {
  bool const ratio = of.target.of == Bounded::ratio;
  if (of.target.bound == Bound::none || (ratio && &other == &of.sides.front())) return {};
  double const value = median(ratio ? ratios(of, other, of.clock) : figures(of, of.sides.front()));
  return of.target.bound == Bound::at_least ? value >= of.target.value : value <= of.target.value;
}

Json to_file(std::vector<Topic> const& topics) {
  Json out = {{"topics", Json::array()}};
  for (auto const& topic : topics) {
    auto json = to_json(topic);
    json["cases"] = Json::array();
    for (auto const& one : topic.cases) json["cases"].push_back(case_json(one));
    out["topics"].push_back(json);
  }
  return out;
}

std::vector<Topic> from_file(std::string const& path) {
  auto json = read_json(path);
  auto const topics = taken_list(json, "topics", path);
  std::vector<Topic> out;
  try {
    for (size_t i = 0; i < topics.size(); ++i)
      out.push_back(topic_of(topics[i], fmt::format("{}: /topics/{}", path, i)));
  } catch (Error const& e) {
    throw Error(Exit::data, e.what());  // a field that is misspelt in a file is no flag that is
  }
  return out;
}

std::vector<Topic> joined(std::vector<Topic> kept, std::vector<Topic> const& fresh) {
  for (auto const& topic : fresh) {
    auto const same = [&](Topic const& other) { return other.name == topic.name; };
    auto const at = std::find_if(kept.begin(), kept.end(), same);
    if (at == kept.end())
      kept.push_back(topic);
    else
      *at = topic;
  }
  return kept;
}

}  // namespace mixup::bench
