// provenance: gathers what records say of their machines and data, each value once.
#include "report/provenance.hpp"

#include <algorithm>

#include "report/number.hpp"

namespace mixup {
namespace {

constexpr size_t kPrefix = 12;    // characters of a hash that are printed; the record holds all of it
constexpr size_t kMostFiles = 4;  // named in a footer; the record names every file

void add_once(std::vector<std::string>& list, std::string const& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

std::string as_text(Json const& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

/// "LibTorch 2.6.0, 1.13.1", or nothing when no record says; `most` characters of each value.
std::string distinct(Records const& records, char const* title, char const* key, size_t most = std::string::npos) {
  std::vector<std::string> values;
  for (auto const* record : records)
    if (record->outcome.environment.contains(key))
      add_once(values, as_text(record->outcome.environment[key]).substr(0, most));
  return values.empty() ? "" : fmt::format("{} {}", title, fmt::join(values, ", "));
}

/// A member of a record's free part, which may lack it or hold something else.
std::string member(Json const& object, char const* key) {
  return object.is_object() && object.contains(key) ? as_text(object[key]) : "?";
}

/// "sha256 data_batch_1.bin 54636561a3ce, …" of the files that the records name.
std::string data_files(Records const& records) {
  std::vector<std::string> files;
  for (auto const* record : records)
    for (auto const& file : record->outcome.data.value("files", Json::array()))
      add_once(files, member(file, "name") + " " + member(file, "sha256").substr(0, kPrefix));
  if (files.empty()) return "";
  size_t const more = files.size() > kMostFiles ? files.size() - kMostFiles : 0;
  files.resize(files.size() - more);
  auto const rest = more ? fmt::format(" and {} more", more) : "";
  return fmt::format("sha256 {}{}", fmt::join(files, ", "), rest);
}

std::string wall_time(Records const& records) {
  double seconds = 0;
  for (auto const* record : records) seconds += record->wall_seconds;
  return "wall time " + duration(seconds);
}

/// The set's name in the run of a row at a scale, without making the whole run.
std::string data_name(Table const& table, Row const& row, Scale const& scale) {
  static auto const pointer = Json::json_pointer("/data/name");
  std::string name;
  Json const none = Json::object();
  for (Json const* layer :
       {&table.base, &scale.run, &row.run, row.scales.contains(scale.name) ? &row.scales[scale.name] : &none})
    if (layer->contains(pointer)) name = layer->at(pointer).get<std::string>();
  return name;
}

std::string data_text(Table const& table, Run const& run) {
  auto out = run.data.name;
  if (run.data.train_limit > 0) out = fmt::format("{} of {}", with_thousands(run.data.train_limit), out);
  auto const meant = data_name(table, *table.row(run.row), table.scales.back());  // demo, small, paper
  return meant == run.data.name ? out : out + " for " + meant;
}

}  // namespace

std::string made_with(Sheet const& sheet) {
  Records const records = sheet.records();
  if (records.empty()) return "";
  std::vector<std::string> parts;
  for (auto const& part : {distinct(records, "machine", "cpu"), distinct(records, "device", "device"),
                           distinct(records, "precision", "precision"), distinct(records, "threads", "threads"),
                           distinct(records, "LibTorch", "libtorch"), data_files(records),
                           distinct(records, "revision", "git_revision", kPrefix), wall_time(records)})
    if (!part.empty()) parts.push_back(part);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string made_with_remark(Sheet const& sheet) {
  auto const parts = made_with(sheet);
  return parts.empty() ? "" : "Made with: " + parts + ".";
}

std::string uncommitted_remark(Sheet const& sheet) {
  std::vector<std::string> rows;
  for (auto const* record : sheet.records())
    if (record->outcome.environment.value("git_dirty", Json()) == true) add_once(rows, record->run.row);
  return rows.empty() ? "" : fmt::format("made from a tree with uncommitted changes: {}.", fmt::join(rows, ", "));
}

std::string data_behind(Table const& table, Records const& records) {
  std::vector<std::string> sets;
  for (auto const* record : records) add_once(sets, data_text(table, record->run));
  return fmt::format("{}", fmt::join(sets, ", "));
}

}  // namespace mixup
