// gather: sorts the records of a scale into rows, new points and stale ones.
#include "report/gather.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "core/run_name.hpp"

namespace mixup {
namespace {

constexpr char const* kNewPoints = "new points";

/// The runs that the rows of a table make today at one scale, each resolved once.
class Today {
 public:
  Today(Table const& table, Scale const& scale) : table_(table), scale_(scale) {}

  Run const& run(Row const& row) {
    auto& run = runs_[&row];
    if (!run) run = resolve(table_, row, scale_.name, 1);
    return *run;
  }

  /// True if `other` is the run of a row, with whatever seed.
  bool has(Run const& other) {
    Row const* row = table_.row(other.row);
    if (!row) return false;
    Run same = run(*row);
    same.seed = other.seed;
    return same_fields(same, other);
  }

 private:
  Table const& table_;
  Scale const& scale_;
  std::map<Row const*, std::optional<Run>> runs_;
};

Sheet& sheet_of(std::vector<Sheet>& sheets, DataSpec const& data) {
  for (auto& sheet : sheets)
    if (sheet.source == data.source && sheet.partial == data.partial) return sheet;
  sheets.push_back({data.source, data.partial, {}});
  return sheets.back();
}

void add(SheetLine& line, Record const& record) {
  (record.outcome.status == Status::done ? line.done : line.broken).push_back(&record);
}

void add_row(std::vector<Sheet>& sheets, Today& today, Row const& row, Records const& records) {
  SheetLine line{row.name, row.group, row.label, &row, {}, {}};
  for (auto const* record : records)
    if (record->run.row == row.name) add(line, *record);
  sheet_of(sheets, today.run(row).data).lines.push_back(line);
}

/// Runs of one name that differ in more than the seed (the table has changed in between) get a line each.
void add_new_point(std::vector<Sheet>& sheets, Record const& record) {
  auto const fits = [&](SheetLine const& line) {
    Run run = (line.done.empty() ? line.broken : line.done).front()->run;
    run.seed = record.run.seed;
    return same_fields(run, record.run);
  };
  auto& lines = sheet_of(sheets, record.run.data).lines;
  auto line = std::find_if(lines.begin(), lines.end(), [&](SheetLine const& l) { return !l.row && fits(l); });
  if (line == lines.end()) line = lines.insert(line, {record.run.row, kNewPoints, record.run.row, nullptr, {}, {}});
  add(*line, record);
}

/// By row and seed, so that a report does not depend on the order in which records were found.
Records records_of(Table const& table, Scale const& scale, std::vector<Record> const& records) {
  Records out;
  for (auto const& record : records)
    if (record.run.experiment == table.experiment && record.run.scale == scale.name) out.push_back(&record);
  auto const key = [](Record const* record) { return std::tie(record->run.row, record->run.seed); };
  std::stable_sort(out.begin(), out.end(), [&](Record const* a, Record const* b) { return key(a) < key(b); });
  return out;
}

}  // namespace

Records SheetLine::records() const {
  Records out = done;
  out.insert(out.end(), broken.begin(), broken.end());
  return out;
}

Records Sheet::records() const {
  Records out;
  for (auto const& line : lines) {
    auto const more = line.records();
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

ScaleResults gather(Table const& table, Scale const& scale, std::vector<Record> const& records) {
  ScaleResults results;
  Today today(table, scale);
  Records of_rows, new_points;
  for (auto const* record : records_of(table, scale, records)) {
    bool const is_new = is_new_point(record->run) && table.row(base_row(record->run));
    (is_new ? new_points : today.has(record->run) ? of_rows : results.stale).push_back(record);
  }
  if (of_rows.empty() && new_points.empty() && results.stale.empty()) return results;
  for (auto const& row : table.rows) add_row(results.sheets, today, row, of_rows);
  for (auto const* record : new_points) add_new_point(results.sheets, *record);
  return results;
}

}  // namespace mixup
