// measure: reads metrics by pointer.
#include "report/measure.hpp"

#include "report/figure.hpp"

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

std::vector<double> measured(Records const& records, std::string const& pointer) {
  std::vector<double> out;
  for (auto const* record : records)
    if (auto const value = measured(*record, pointer)) out.push_back(*value);
  return out;
}

double overlap(Table const& table, Records const& records) {
  if (!table.split_by_seed || records.empty()) return 0;
  double const share = records.front()->run.data.train_share;
  return (1 - share) / share;
}

std::string with_interval(SeedMean const& e, int64_t digits, bool sign) {
  auto const value = sign ? with_sign(e.value, digits) : fixed(e.value, digits);
  auto const half = half_width(e);
  return half ? fmt::format("{} ± {} ({})", value, fixed(*half, digits), e.n) : fmt::format("{} ({})", value, e.n);
}

}  // namespace mixup
