#include "bench/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "report/markdown.hpp"
#include "report/number.hpp"
#include "stats/descriptive.hpp"
#include "stats/power_law.hpp"

namespace mixup::bench {
namespace {

/// Four digits: "12,345", "123.4", "0.01234".
std::string number(double value) {
  return value >= 1000 ? with_thousands(std::llround(value)) : fmt::format("{:.4g}", value);
}

std::string unit(Case const& of) {
  auto const clock = of.clock == Clock::wall ? "" : " of the processor";
  return of.figure == Figure::seconds ? fmt::format("s{} per {}", clock, of.unit)
                                      : fmt::format("{} per s{}", of.unit, clock);
}

std::string range(Spread const& of) {
  return fmt::format("{} ({} ... {})", fixed(of.median, 2), fixed(of.least, 2), fixed(of.most, 2));
}

std::string target(Case const& of, Side const& other) {
  auto const is_met = met(of, other);
  if (!is_met) return "";
  return fmt::format("{} {}: {}", of.target.bound == Bound::at_least ? "at least" : "at most", number(of.target.value),
                     *is_met ? "met" : "missed");
}

Grid grid(Topic const& topic) {
  Grid out{{"case", "here", "unit", "beside", "there", "ratio (least ... most)", "other clock", "target"},
           {Align::left, Align::right, Align::left, Align::left, Align::right, Align::right, Align::right, Align::left},
           {}};
  for (auto const& one : topic.cases) {
    auto const& ours = one.sides.front();
    auto const here = number(median(figures(one, ours)));
    auto const other_clock = one.clock == Clock::wall ? Clock::processor : Clock::wall;
    if (one.sides.size() == 1) out.rows.push_back({one.name, here, unit(one), "", "", "", "", target(one, ours)});
    for (size_t i = 1; i < one.sides.size(); ++i) {
      auto const& side = one.sides[i];
      out.rows.push_back({one.name, here, unit(one), side.name, number(median(figures(one, side))),
                          range(spread(ratios(one, side, one.clock))),
                          fixed(spread(ratios(one, side, other_clock)).median, 2), target(one, side)});
    }
  }
  return out;
}

std::string padded(std::string const& text, size_t width, Align align) {
  return align == Align::left ? fmt::format("{:<{}}", text, width) : fmt::format("{:>{}}", text, width);
}

/// Columns two blanks apart; those that are empty in every row are left out.
std::string aligned(Grid const& of) {
  std::string out;
  std::vector<size_t> widths(of.header.size(), 0);
  for (auto const& row : of.rows)
    for (size_t c = 0; c < row.size(); ++c)
      if (!row[c].empty()) widths[c] = std::max({widths[c], row[c].size(), of.header[c].size()});
  auto const line = [&](std::vector<std::string> const& row) {
    std::string text;
    for (size_t c = 0; c < row.size(); ++c)
      if (widths[c] > 0) text += "  " + padded(row[c], widths[c], of.align[c]);
    out += text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  line(of.header);
  for (auto const& row : of.rows) line(row);
  return out;
}

/// "images: 1,000" and "images: 2,000" are points of the curve "images".
std::vector<std::string> exponents(Topic const& topic) {
  std::vector<std::string> order, out;
  std::map<std::string, std::pair<std::vector<double>, std::vector<double>>> curves;
  for (auto const& one : topic.cases) {
    if (one.at.empty()) continue;
    auto const curve = one.name.substr(0, one.name.find(':'));
    if (curves.count(curve) == 0) order.push_back(curve);
    curves[curve].first.push_back(one.at.front());
    curves[curve].second.push_back(median(figures(one, one.sides.front())));
  }
  for (auto const& name : order) {
    auto const& [x, y] = curves[name];
    if (x.size() > 1) out.push_back(fmt::format("{} ^ {}", name, fixed(fit_power_law(x, y).exponent, 2)));
  }
  return out;
}

std::string growth_line(Topic const& topic) {
  auto const found = exponents(topic);
  return found.empty() ? "" : fmt::format("the figure grows as {}\n", fmt::join(found, ", "));
}

/// What torch.compile takes is no part of a step, and no secret.
std::string compile_lines(Topic const& topic) {
  std::string out;
  for (auto const& one : topic.cases)
    for (auto const& side : one.sides)
      if (auto const it = side.facts.find("first_step_seconds"); it != side.facts.end() && it->is_number())
        out += fmt::format("{}: {}: the first step, which compiles, took {} s and is not counted\n", one.name,
                           side.name, number(it->get<double>()));
  return out;
}

std::string made_by(Topic const& topic) {
  std::vector<std::string> words;
  for (auto const& [key, value] : topic.made_by.items())
    words.push_back(fmt::format("{} {}", key, value.is_string() ? value.get<std::string>() : value.dump()));
  return fmt::format("{}", fmt::join(words, ", "));
}

using Named = std::map<std::string, Case const*>;

Named by_name(std::vector<Topic> const& topics, std::vector<std::string>& order) {
  Named out;
  for (auto const& topic : topics)
    for (auto const& one : topic.cases) {
      auto const name = topic.name + ": " + one.name;
      order.push_back(name);
      out[name] = &one;
    }
  return out;
}

std::string verdict(Case const& of, Spread const& then, Spread const& now) {
  if (now.least <= then.most && then.least <= now.most) return "the ranges overlap";
  return (now.median > then.median) == (of.figure == Figure::per_second) ? "faster" : "slower";
}

std::string only_in(char const* file, std::vector<std::string> const& order, Named const& other) {
  std::string out;
  for (auto const& name : order)
    if (other.count(name) == 0) out += fmt::format("only {}: {}\n", file, name);
  return out;
}

}  // namespace

std::string lines(Topic const& topic) {
  auto const exponents_line = growth_line(topic);
  return fmt::format("{}: {}\n{}{}{}", topic.name, topic.about, aligned(grid(topic)),
                     exponents_line.empty() ? "" : "  " + exponents_line, compile_lines(topic));
}

std::string page(std::vector<Topic> const& topics) {
  std::string out =
      "# Figures of speed\n\nWritten by `mixup-bench bench --page`; [speed.md](speed.md) says what the topics are. "
      "Medians of the rounds; ratios are taken round by round. \"Other clock\": the same ratio by the processor's time "
      "where the figure is time on the wall, and the reverse.\n";
  for (auto const& topic : topics) {
    auto const curve = growth_line(topic);
    out += fmt::format("\n## {}\n\n{}\n\n{}\n{}Made by: {}.\n", topic.name, topic.about, markdown_table(grid(topic)),
                       curve.empty() ? "" : "By least squares of the logarithms, " + curve + "\n", made_by(topic));
    if (auto const compiled = compile_lines(topic); !compiled.empty()) out += "\n```\n" + compiled + "```\n";
  }
  return out;
}

std::string changes(std::vector<Topic> const& then, std::vector<Topic> const& now) {
  std::vector<std::string> order_then, order_now;
  auto const before = by_name(then, order_then), after = by_name(now, order_now);
  Grid out{{"case", "then", "now", "unit", "times as fast", ""},
           {Align::left, Align::right, Align::right, Align::left, Align::right, Align::left},
           {}};
  for (auto const& name : order_now) {
    if (before.count(name) == 0) continue;
    auto const& a = *before.at(name);
    auto const& b = *after.at(name);
    auto const old = spread(figures(a, a.sides.front())), fresh = spread(figures(b, b.sides.front()));
    double const speed = b.figure == Figure::per_second ? fresh.median / old.median : old.median / fresh.median;
    out.rows.push_back(
        {name, number(old.median), number(fresh.median), unit(b), fixed(speed, 2), verdict(b, old, fresh)});
  }
  auto const table = out.rows.empty() ? "no case is in both\n" : aligned(out);
  return table + only_in("then", order_then, after) + only_in("now", order_now, before);
}

}  // namespace mixup::bench
