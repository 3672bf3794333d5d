// metrics: reads metrics by pointer.
#include "report/metrics.hpp"

namespace mixup {

std::optional<double> measured(Record const& record, std::string const& pointer) {
  Json const* value = &record.outcome.metrics;  // step by step: a json_pointer would be parsed for every record
  for (size_t at = 1; at <= pointer.size();) {
    auto const end = std::min(pointer.find('/', at), pointer.size());
    auto const child = value->is_object() ? value->find(pointer.substr(at, end - at)) : value->end();
    if (child == value->end()) return std::nullopt;
    value = &*child;
    at = end + 1;
  }
  if (!value->is_number()) return std::nullopt;
  return value->get<double>();
}

BySeed by_seed(Records const& records, std::string const& pointer) {
  BySeed out;
  for (auto const* record : records)
    if (auto const value = measured(*record, pointer)) out[record->run.seed] = *value;
  return out;
}

double overlap(Table const& table, Records const& runs) {
  double const train = table.split_by_seed ? runs.at(0)->run.data.train_share : 1;
  return (1 - train) / train;
}

SeedMean mean_over_seeds(std::vector<double> const& values, Table const& table, Records const& runs) {
  Spread spread;
  spread.overlap = overlap(table, runs);
  return seed_mean(values, spread);
}

LineOf lines_of(Sheet const& sheet) {
  LineOf lines;
  for (auto const& line : sheet.lines)
    if (line.row) lines[line.row] = &line;
  return lines;
}

Records done_of(LineOf const& lines, Row const* row) {
  auto const line = lines.find(row);
  return line == lines.end() ? Records{} : line->second->done;
}

PairedSum paired(Comparison const& comparison, LineOf const& lines, std::string const& pointer) {
  std::vector<SeedTerm> terms;
  for (auto const& [row, weight] : comparison.terms) terms.push_back({weight, by_seed(done_of(lines, row), pointer)});
  return paired_sum(terms);
}

}  // namespace mixup
