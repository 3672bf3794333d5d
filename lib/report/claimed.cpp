// claimed: figures by row and seed.
#include "report/claimed.hpp"

#include <algorithm>

#include "report/figure.hpp"
#include "report/measure.hpp"

namespace mixup {
namespace {

/// The set's name in the run of a cell, without making the whole run.
std::string data_name(Table const& table, Row const& row, std::string const& scale) {
  static auto const pointer = Json::json_pointer("/data/name");
  std::string name;
  Json const none = Json::object();
  for (Json const* layer :
       {&table.base, &table.scale(scale).run, &row.run, row.scales.contains(scale) ? &row.scales[scale] : &none})
    if (layer->contains(pointer)) name = layer->at(pointer).get<std::string>();
  return name;
}

std::string described(Table const& table, Row const& row, Run const& run) {
  auto out = run.data.name;
  if (run.data.train_limit > 0) out = fmt::format("{} of {}", with_thousands(run.data.train_limit), out);
  auto const& largest = table.scales.back().name;  // demo, small, paper
  auto const meant = data_name(table, row, largest);
  return meant == run.data.name ? out : out + " for " + meant;
}

}  // namespace

LineOf real_lines(std::vector<Sheet> const& sheets) {
  LineOf lines;
  for (auto const& sheet : sheets)
    for (auto const& line : sheet.lines)
      if (line.row && sheet.source == Source::real) lines[line.row] = &line;
  return lines;
}

Measure measure_of(Table const& table, Claim const& claim) {
  for (auto const& column : table.columns)
    if (column.key == claim.of) return {column.metric, column.key, column.digits};
  return {claim.of, "", 1};
}

std::map<int64_t, double> by_seed(LineOf const& lines, Row const* row, std::string const& pointer) {
  std::map<int64_t, double> out;
  if (auto const line = lines.find(row); line != lines.end())
    for (auto const* record : line->second->done)
      if (auto const value = measured(*record, pointer)) out[record->run.seed] = *value;
  return out;
}

std::vector<std::vector<double>> common(Contrast const& contrast, LineOf const& lines, std::string const& pointer) {
  std::vector<std::map<int64_t, double>> terms;
  for (auto const& term : contrast.terms) terms.push_back(by_seed(lines, term.row, pointer));
  std::vector<std::vector<double>> out(terms.size());
  for (auto const& [seed, first] : terms[0]) {
    auto const has_seed = [seed = seed](auto const& values) { return values.count(seed) > 0; };
    if (!std::all_of(terms.begin(), terms.end(), has_seed)) continue;
    for (size_t i = 0; i < terms.size(); ++i) out[i].push_back(terms[i].at(seed));
  }
  return out;
}

std::string data_of(Table const& table, std::vector<Contrast> const& contrasts, LineOf const& lines) {
  std::vector<std::string> sets;
  for (auto const& contrast : contrasts)
    for (auto const& term : contrast.terms) {
      auto const line = lines.find(term.row);
      if (line == lines.end() || line->second->done.empty()) continue;
      auto const text = described(table, *term.row, line->second->done.front()->run);
      if (std::find(sets.begin(), sets.end(), text) == sets.end()) sets.push_back(text);
    }
  return fmt::format("{}", fmt::join(sets, ", "));
}

}  // namespace mixup
