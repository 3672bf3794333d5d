#include "apps/announce.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "apps/progress_line.hpp"
#include "apps/streams.hpp"
#include "core/json.hpp"
#include "core/run_name.hpp"

namespace mixup {
namespace {

/// Null where there is none: a record may be edited by hand.
Json const* number_at(Json const& metrics, std::string const& pointer) {
  if (!has_field(metrics, pointer)) return nullptr;
  auto const& value = metrics[Json::json_pointer(pointer)];
  return value.is_number() ? &value : nullptr;
}

std::string outcome(Table const& table, Record const& record) {
  if (record.outcome.status != Status::done) return name_of(record.outcome.status) + (": " + record.outcome.reason);
  std::vector<std::string> figures;
  for (auto const& column : table.columns)
    if (auto const* value = number_at(record.outcome.metrics, column.metric))
      figures.push_back(fmt::format("{} {:.{}f}{}{}", column.title, value->get<double>(), column.digits,
                                    column.unit.empty() ? "" : " ", column.unit));
  return fmt::format("{}", fmt::join(figures, ", "));
}

std::string line_of(Table const& table, Record const& record) {
  return fmt::format("{}: {}, {}", run_name(record.run), outcome(table, record), clock_time(record.wall_seconds));
}

}  // namespace

void announce_made(Table const& table, Record const& record) {
  print_result("{}\n", line_of(table, record));
  flush_results();
}

void announce_found(Table const& table, Record const& record, std::string const& path) {
  auto const cpu = record.outcome.environment.find("cpu");
  bool const known = cpu != record.outcome.environment.end() && cpu->is_string();
  constexpr size_t kDay = 10;  // characters of 2026-11-22
  print_result("{} ({} {} on {}: {})\n", line_of(table, record), name_of(record.outcome.status),
               record.ended.substr(0, kDay), known ? cpu->get<std::string>() : "an unnamed machine", path);
  flush_results();
}

}  // namespace mixup
