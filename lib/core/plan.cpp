// plan: narrows the rows of a table by defaults and flags, and makes new points of what no row has.
#include "core/plan.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/row_pattern.hpp"
#include "core/run_name.hpp"
#include "core/seed.hpp"

namespace mixup {
namespace {

using Rows = std::vector<Row const*>;

bool is_axis(Table const& table, std::string const& pointer) {
  return std::find(table.axes.begin(), table.axes.end(), pointer) != table.axes.end();
}

/// The fields that exist where `pointer` leaves the run: "/method/alhpa" -> those of /method.
std::string nearest_fields(Json const& run, std::string const& pointer) {
  auto const slash = pointer.find('/', 1);
  auto const group = pointer.substr(0, slash);
  bool const inside = slash != std::string::npos && has_field(run, group);
  std::vector<std::string> fields;
  for (auto const& [key, value] : (inside ? run[pointer_of(group, "--set")] : run).items())
    fields.push_back((inside ? group : "") + "/" + key);
  return fmt::format("{}", fmt::join(fields, ", "));
}

void require_fields(Table const& table, Json const& changes) {
  Json const known = known_fields(table);
  for (auto const& [pointer, value] : changes.items()) {
    for (char const* fixed : {"/experiment", "/scale", "/row", "/seed"})
      if (pointer == fixed)
        throw error(Exit::usage, "{}: {}: is set by the table, allowed are the other fields", table.experiment,
                    pointer);
    if (pointer.empty() || !has_field(known, pointer))
      throw error(Exit::usage, "{}: {} is no field of a run; the fields are {}", table.experiment, brief(pointer),
                  nearest_fields(known, pointer));
  }
}

/// The rows among `rows` whose run has one of `values` at `pointer`.
Rows having(Table const& table, Rows const& rows, std::string const& scale, std::string const& pointer,
            Json const& values) {
  Rows kept;
  for (auto const* row : rows) {
    Json const run = to_json(resolve(table, *row, scale, 1));
    if (std::find(values.begin(), values.end(), run.at(pointer_of(pointer, table.experiment))) != values.end())
      kept.push_back(row);
  }
  return kept;
}

/// axis -> values that narrow the rows: the table's defaults and the scale's over them, but on axes with a flag.
Json narrowing(Table const& table, Selection const& selection) {
  if (selection.all || !selection.rows.empty()) return Json::object();
  Json out = table.defaults;
  for (auto const& [axis, values] : table.scale(selection.scale).defaults.items()) out[axis] = values;
  for (auto const& [pointer, value] : selection.changes.items()) out.erase(pointer);
  return out;
}

/// In the order of the table, each once.
Rows named_rows(Table const& table, Selection const& selection) {
  std::set<Row const*> named;
  for (auto const& pattern : selection.rows)
    for (auto const* row : rows_like(table, pattern)) named.insert(row);
  Rows rows;
  for (auto const& row : table.rows)
    if (selection.rows.empty() || named.count(&row) > 0) rows.push_back(&row);
  return rows;
}

Rows rows_by_default(Table const& table, Selection const& selection) {
  Rows rows = named_rows(table, selection);
  Json const narrow = narrowing(table, selection);  // items() keeps no temporary alive
  for (auto const& [axis, values] : narrow.items()) rows = having(table, rows, selection.scale, axis, values);
  return rows;
}

/// Pointers of all fields that hold no others, in their order.
void add_leaves(std::vector<std::string>& out, Json const& fields, std::string const& at) {
  for (auto const& [key, value] : fields.items())
    if (value.is_object() && !value.empty())
      add_leaves(out, value, at + "/" + key);
    else
      out.push_back(at + "/" + key);
}

std::string last_part(std::string const& pointer) { return pointer.substr(pointer.rfind('/') + 1); }

/// "alpha" of "/method/alpha", but "method.warmup" where an earlier field has the same last part: two runs have two
/// names.
std::string short_name(Table const& table, std::string const& pointer) {
  std::vector<std::string> known;
  add_leaves(known, known_fields(table), "");
  for (auto const& field : known) {
    if (field == pointer) break;
    if (last_part(field) != last_part(pointer)) continue;
    auto whole = pointer.substr(1);
    std::replace(whole.begin(), whole.end(), '/', '.');
    return whole;
  }
  return last_part(pointer);
}

/// "alpha=0.5" of "alpha" and 0.5; 1.0 reads 1, since both are one point.
std::string assignment(std::string const& name, Json const& value) {
  std::string const text = value.is_string()         ? value.get<std::string>()
                           : value.is_number_float() ? fmt::format("{}", value.get<double>())
                                                     : brief(value);
  return name + "=" + text;
}

/// "+alpha=0.5+epochs=3", fit for a file name. What is too long for one ends in a number made of the whole.
std::string suffix(Table const& table, Json const& changes) {
  constexpr size_t kLongest = 120;  // of the 255 bytes of a file name, which also holds row, seed, host and process
  constexpr char const* kKept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+=-";
  std::string out;
  for (auto const& [pointer, value] : changes.items())
    out += kPointMark + assignment(short_name(table, pointer), value);
  if (out.size() > kLongest) out = fmt::format("{}{}more={:016x}", out.substr(0, 80), kPointMark, derive_seed(0, out));
  for (size_t i = 0; (i = out.find_first_not_of(kKept, i)) != std::string::npos;) out[i] = '-';
  return out;
}

[[noreturn]] void nothing_left(Table const& table, Selection const& selection) {
  std::vector<std::string> asked;
  for (auto const& [pointer, value] : selection.changes.items())
    asked.push_back(assignment(short_name(table, pointer), value));
  Json const narrow = narrowing(table, selection);
  for (auto const& [axis, values] : narrow.items())
    asked.push_back(fmt::format("{} in {} by default", axis, brief(values)));
  throw error(Exit::usage, "{}: no row at {} scale has {}; --all lifts the defaults", table.experiment, selection.scale,
              fmt::join(asked, ", "));
}

}  // namespace

std::vector<Run> plan(Table const& table, Selection const& selection) {
  Scale const& scale = table.scale(selection.scale);
  require_fields(table, selection.changes);
  Rows rows = rows_by_default(table, selection);
  Json patches = Json::object();  // pointer -> value that the selected rows do not have themselves
  bool new_point = false;
  for (auto const& [pointer, value] : selection.changes.items()) {
    Rows const same = having(table, rows, scale.name, pointer, Json::array({value}));
    if (same.size() == rows.size()) continue;  // nothing to change or to leave out
    if (is_axis(table, pointer) && !same.empty()) {
      rows = same;
    } else {
      patches[pointer] = value;
      new_point = new_point || is_axis(table, pointer);
    }
  }
  if (rows.empty()) nothing_left(table, selection);
  if (new_point) rows.resize(1);

  std::vector<int64_t> seeds = selection.seeds;
  if (seeds.empty()) {
    seeds.resize(static_cast<size_t>(selection.count > 0 ? selection.count : scale.seeds));
    std::iota(seeds.begin(), seeds.end(), scale.first_seed);
  }
  Json patch = Json::object();
  for (auto const& [pointer, value] : patches.items()) set_at(patch, pointer, value);
  auto const mark = suffix(table, patches);
  std::vector<Run> runs;
  for (auto const* row : rows)
    for (int64_t seed : seeds) {
      runs.push_back(resolve(table, *row, scale.name, seed, patch));
      runs.back().row += mark;
    }
  return runs;
}

}  // namespace mixup
